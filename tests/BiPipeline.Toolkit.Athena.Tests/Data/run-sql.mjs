// node run-sql.mjs PACKAGE_JSON < [["statement", …], …]  →  for each list, run on a database of its own, one line: the last statement's rows as JSON texts.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const { DuckDBInstance } = createRequire(process.argv[2])('@duckdb/node-api');
for (const statements of JSON.parse(readFileSync(0, 'utf8'))) {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  let rows = [];
  for (const sql of statements) rows = (await connection.runAndReadAll(sql)).getRows();
  console.log(JSON.stringify(rows.map(row => row.map(value => value === null ? null : String(value)))));
}
