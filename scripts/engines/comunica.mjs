// Reads N-Quads and queries, answers each query on the union of the graphs: one JSON line each, in the standard's JSON; the first
// line says that it is ready.
// Usage: node comunica.mjs FILE.nq < queries.jsonl, each line {"name": ..., "text": ...}
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { QueryEngine } from "@comunica/query-sparql-rdfjs";
import { Parser, Store, DataFactory } from "n3";

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
    const { data } = await engine.resultToString(result, "application/sparql-results+json");
    const parts = [];
    for await (const part of Readable.from(data)) parts.push(part);
    answer = { name, results: JSON.parse(parts.join("")) };
  } catch (error) {
    answer = { name, error: String(error) };
  }
  console.log(JSON.stringify({ ...answer, seconds: (performance.now() - begun) / 1000 }));
}
