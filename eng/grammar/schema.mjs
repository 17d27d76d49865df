// node schema.mjs < {"schema":{…},"documents":[…]}  →  one JSON array a line: the errors of each document.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const { schema, documents } = JSON.parse(readFileSync(0, 'utf8'));
// Strict: an unknown keyword or one that can't apply is an error in the schema itself.
const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(schema);
for (const document of documents) {
  validate(document);
  console.log(JSON.stringify((validate.errors ?? []).map(error => `${error.instancePath || '/'} ${error.message}`)));
}
