"""Other people's stores and readers, fetched and started on this machine to prove that the graph works in them."""
