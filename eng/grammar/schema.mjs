// node schema.mjs < {"schema":{…},"documents":[…]}  →  one JSON array per line: the errors of each document.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const { schema, documents } = JSON.parse(readFileSync(0, 'utf8'));
// Strict: an unknown or inapplicable keyword in the schema is an error.
const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(schema);
for (const document of documents) {
  validate(document);
  console.log(JSON.stringify((validate.errors ?? []).map(error => `${error.instancePath || '/'} ${error.message}`)));
}
