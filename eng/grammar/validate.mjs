// node validate.mjs < [{"dialect":"trino"|"hive","sql":"…"}]  →  one JSON array per line: the errors of each statement.
import { register } from 'node:module';
import { readFileSync } from 'node:fs';

register('./resolve.mjs', import.meta.url);
const { TrinoSQL, HiveSQL } = await import('dt-sql-parser');

const parsers = { trino: new TrinoSQL(), hive: new HiveSQL() };
for (const { dialect, sql } of JSON.parse(readFileSync(0, 'utf8'))) {
  const errors = parsers[dialect].validate(sql);
  console.log(JSON.stringify(errors.map(error => `${error.startLine}:${error.startColumn}: ${error.message}`)));
}
