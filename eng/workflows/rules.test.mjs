import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { actionProblems, dependabotProblems, issueFormProblems, workflowProblems } from './rules.mjs';

const good = `
on: push
permissions:
  contents: read
concurrency:
  group: one
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
      - uses: ./.github/actions/setup
      - run: echo "$REF"
        env:
          REF: \${{ github.ref }}
`;

test('a workflow that keeps the rules has no problems', async () => assert.deepEqual(await workflowProblems('good.yml', good), []));

for (const [fault, from, to, expected] of [
  ['an unknown key', 'runs-on:', 'run-on:', /run-on/],
  ['a need that is not there', '    runs-on:', '    needs: absent\n    runs-on:', /needs|dependenc/],
  ['an expression that does not parse', 'github.ref }}', 'github.ref == }}', /expression/i],
  ['a context that does not exist', 'github.ref }}', 'nothing.ref }}', /nothing/],
  ['YAML that does not parse', 'jobs:', 'jobs: [', /./],
  ['a tag in place of a commit', '@de0fac2e4500dabe0009e67214ff5f5447ce83dd', '@v6', /not pinned/],
  ['a commit without its version', ' # v6.0.2', '', /not pinned/],
  ['no permissions', 'permissions:\n  contents: read\n', '', /permissions/],
  ['no group', 'concurrency:\n  group: one\n', '', /concurrency/],
  ['no time-out', '    timeout-minutes: 5\n', '', /timeout-minutes/],
  ['an expression in a script', 'echo "$REF"', 'echo "${{ github.ref }}"', /variable set by env/],
  ['a secret', '${{ github.ref }}', '${{ secrets.KEY }}', /secret/],
]) {
  test(`a workflow with ${fault} is refused`, async () => {
    assert.ok(good.includes(from));
    assert.match((await workflowProblems('bad.yml', good.replace(from, () => to))).join('\n'), expected);
  });
}

test('an action without a shell for its script is refused', () => {
  const action = 'name: a\ndescription: b\nruns:\n  using: composite\n  steps:\n    - run: echo\n      shell: bash\n';
  assert.deepEqual(actionProblems('action.yml', action), []);
  assert.notDeepEqual(actionProblems('action.yml', action.replace('      shell: bash\n', '')), []);
});

test('an update of a folder without a lock file is refused', () => {
  const root = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    const update = 'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule:\n      interval: weekly\n';
    assert.match(dependabotProblems(root, update).join('\n'), /nothing to update/);
    writeFileSync(join(root, 'package-lock.json'), '{}');
    assert.deepEqual(dependabotProblems(root, update), []);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('an issue form with two fields of one id is refused', () => {
  const field = '  - type: input\n    id: a\n    attributes:\n      label: A\n';
  assert.deepEqual(issueFormProblems(`name: n\ndescription: d\nbody:\n${field}`), []);
  assert.match(issueFormProblems(`name: n\ndescription: d\nbody:\n${field}${field}`).join('\n'), /same id/);
});
