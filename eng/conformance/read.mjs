// Reads Parquet files with three independent readers and prints their results in one canonical form.
// One request per line on stdin, one answer per line on stdout; exits at the end of stdin.
//   {"op":"rows","reader":"duckdb"|"wasm"|"hyparquet","file":PATH,"types":[TYPE,…]}  → {"rows":[[VALUE,…],…]}
//   {"op":"sql","sql":TEXT}                                                           → {"rows":[[TEXT|null,…],…]}
//   {"op":"structure","file":PATH}                                                    → {"footer":…,"chunks":[{"offsets":…,"columns":…,"pages":[…]},…]}
// TYPE is a type's name, or {"array":TYPE}, {"map":TYPE} or {"struct":[[NAME,TYPE],…]}; decimals are {"decimal":[PRECISION,SCALE]}.
// VALUE is null, a boolean, a text, a list, [[key,value],…] of a map, the list of a struct's fields, and as text: integers, the unscaled
// value of a decimal, days of a date, milliseconds of a timestamp, the bits of a double in hexadecimal, the bytes of a binary in hexadecimal.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { readParquet } from 'parquet-wasm';

const hex = bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
const bits = number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
};
const signed = bytes => bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt('0x' + hex(bytes)));
const kind = type => typeof type === 'string' ? type : Object.keys(type)[0];

// Each reader provides access to its own objects; the other code is common.
function canonical(type, value, reader) {
  if (value === null || value === undefined) return null;
  switch (kind(type)) {
    case 'boolean': return value;
    case 'string': return value;
    case 'int': case 'bigint': return value.toString();
    case 'double': return bits(value);
    case 'array': return reader.list(value).map(item => canonical(type.array, item, reader));
    case 'map': return reader.entries(value).map(([key, item]) => [key, canonical(type.map, item, reader)]);
    case 'struct': return type.struct.map(([name, field]) => canonical(field, reader.field(value, name), reader));
    default: return reader[kind(type)](value, type);
  }
}

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run("SET TimeZone='UTC'; SET threads=1; SET autoinstall_known_extensions=false; SET autoload_known_extensions=false");

const quoted = text => `'${text.replaceAll("'", "''")}'`;

const readers = {
  duckdb: {
    async rows(file) { return (await (await connection.run(`SELECT * FROM read_parquet(${quoted(file)}, hive_partitioning=false)`)).getRows()); },
    decimal: value => value.value.toString(),
    date: value => value.days.toString(),
    timestamp: value => (value.micros % 1000n === 0n ? value.micros / 1000n : `${value.micros}us`).toString(),
    binary: value => hex(value.bytes),
    list: value => value.items,
    entries: value => value.entries.map(entry => [entry.key, entry.value]),
    field: (value, name) => value.entries[name],
  },
  wasm: {
    async rows(file) {
      const table = tableFromIPC(readParquet(new Uint8Array(readFileSync(file))).intoIPCStream());
      const columns = table.schema.fields.map((_, i) => table.getChildAt(i));
      return Array.from({ length: table.numRows }, (_, row) => columns.map(column => column.get(row)));
    },
    decimal: value => {
      let number = 0n;
      const words = new Uint32Array(value.buffer, value.byteOffset, value.byteLength / 4);
      for (let i = words.length - 1; i >= 0; i--) number = (number << 32n) | BigInt(words[i]);
      return BigInt.asIntN(words.length * 32, number).toString();
    },
    date: value => (Number(value) / 86400000).toString(),
    timestamp: value => Number(value).toString(),
    binary: value => hex(value),
    list: value => Array.from(value),
    entries: value => Array.from(value),
    field: (value, name) => value[name],
  },
  hyparquet: {
    async rows(file) {
      const bytes = readFileSync(file);
      const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const metadata = parquetMetadata(buffer);
      for (const element of metadata.schema) {
        // The stored values: this reader would return decimals as inexact doubles, and dates and timestamps as Date objects.
        if (['DECIMAL', 'DATE', 'TIMESTAMP_MILLIS'].includes(element.converted_type)) {
          delete element.converted_type;
          delete element.logical_type;
        }
      }
      const names = topLevel(metadata.schema);
      const objects = await parquetReadObjects({ file: buffer, metadata, compressors, utf8: false });
      return objects.map(object => names.map(name => object[name]));
    },
    decimal: value => (value instanceof Uint8Array ? signed(value) : value).toString(),
    date: value => value.toString(),
    timestamp: value => value.toString(),
    binary: value => hex(value),
    list: value => value,
    entries: value => Array.isArray(value) ? value.map(entry => [entry.key, entry.value]) : Object.entries(value),
    field: (value, name) => value[name],
  },
};

function topLevel(schema) {
  const names = [];
  let at = 1;
  const skip = () => { for (let children = schema[at++].num_children ?? 0; children > 0; children--) skip(); };
  for (let children = schema[0].num_children; children > 0; children--) {
    names.push(schema[at].name);
    skip();
  }
  return names;
}

// The footer, the page indexes and the page headers as Thrift structures, fields by number; and each page's checksum, computed here.
function structure(file) {
  const bytes = readFileSync(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = offset => {
    const reader = { view, offset: Number(offset) };
    return { value: deserializeTCompactProtocol(reader), end: reader.offset };
  };
  const footer = read(bytes.length - 8 - view.getUint32(bytes.length - 8, true)).value;
  const chunks = footer.field_4.flatMap(group => group.field_1).map(chunk => {
    const offsets = read(chunk.field_4).value.field_1;
    const starts = offsets.map(location => location.field_1);
    if (chunk.field_3.field_11 !== undefined) starts.unshift(chunk.field_3.field_11);
    return {
      offsets,
      columns: chunk.field_6 === undefined ? null : read(chunk.field_6).value,
      pages: starts.map(start => {
        const { value: header, end } = read(start);
        return { header, offset: start, body: end, crc: crc32(bytes.subarray(end, end + header.field_3)) | 0 };
      }),
    };
  });
  return { footer, chunks };
}

const plain = (_, value) => {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return hex(value);
  return value;
};

async function answer(request) {
  switch (request.op) {
    case 'rows': {
      const reader = readers[request.reader];
      const rows = await reader.rows(request.file);
      return { rows: rows.map(row => request.types.map((type, i) => canonical(type, row[i], reader))) };
    }
    case 'sql': {
      const result = await (await connection.run(request.sql)).getRows();
      return { rows: result.map(row => row.map(value => value === null ? null : value.toString())) };
    }
    case 'structure': return structure(request.file);
    default: throw new Error(`There is no operation '${request.op}'.`);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  let result;
  try {
    result = await answer(JSON.parse(line));
  } catch (error) {
    result = { error: `${error?.stack ?? error}` };
  }
  process.stdout.write(JSON.stringify(result, plain) + '\n');
}
