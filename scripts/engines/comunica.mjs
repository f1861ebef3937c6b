// Reads N-Quads and queries, answers each query on the union of the graphs: one JSON line each, in the standard's JSON; the first
// line says that it is ready.
// Usage: node comunica.mjs FILE.nq < queries.jsonl, each line {"name": ..., "text": ...}
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { QueryEngine } from "@comunica/query-sparql-rdfjs";
import { Parser, Store, DataFactory } from "n3";

// Comunica compares strings in the manner of the locale, the standard by code point (fn:compare, codepoint collation).
String.prototype.localeCompare = function (other) {
  const [one, two] = [Buffer.from(String(this)), Buffer.from(String(other))];
  return Buffer.compare(one, two);
};

const store = new Store();
for (const quad of new Parser({ format: "N-Quads" }).parse(readFileSync(process.argv[2], "utf8")))
  store.addQuad(DataFactory.quad(quad.subject, quad.predicate, quad.object));

const engine = new QueryEngine();
console.log(JSON.stringify({ ready: store.size }));
for await (const line of createInterface({ input: createReadStream(null, { fd: 0 }) })) {
  const { name, text } = JSON.parse(line);
  const begun = performance.now();
  let answer;
  try {
    const result = await engine.query(text, { sources: [store] });
    const media = result.resultType === "quads" ? "application/n-triples" : "application/sparql-results+json";
    const { data } = await engine.resultToString(result, media);
    const parts = [];
    for await (const part of Readable.from(data)) parts.push(part);
    answer = { name, media, results: parts.join("") };
  } catch (error) {
    answer = { name, error: String(error) };
  }
  console.log(JSON.stringify({ ...answer, seconds: (performance.now() - begun) / 1000 }));
}
