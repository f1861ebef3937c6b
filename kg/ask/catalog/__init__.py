"""The canned questions: their headers, and what a header must say."""
