import { expect, test } from 'vitest';
import { mergeRegistryPolicy } from './merge-registry-policy.ts';

const source = { accountId: '111111111111', region: 'eu-west-1' };
const destination = { accountId: '222222222222', region: 'us-east-1' };
const merge = (policy: object | string | null, ...prefixes: readonly string[]) =>
  mergeRegistryPolicy(
    { kind: 'read', value: policy === null || typeof policy === 'string' ? policy : JSON.stringify(policy) },
    source,
    destination,
    prefixes.length > 0 ? prefixes : ['team/api'],
  );

const statement = {
  Sid: 'ReplicationFrom111111111111',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111111111111:root' },
  Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
  Resource: ['arn:aws:ecr:us-east-1:222222222222:repository/team/api*'],
};
const theirs = {
  Sid: 'Theirs',
  Effect: 'Deny',
  Principal: '*',
  Action: 'ecr:BatchImportUpstreamImage',
  Resource: '*',
  Unknown: 1,
};
const parse = (text: string): unknown => JSON.parse(text);

test('needs no policy within one account', () => {
  const own = { ...destination, accountId: source.accountId };
  expect(mergeRegistryPolicy({ kind: 'read', value: null }, source, own, ['a/'])).toEqual({
    kind: 'not-needed',
  });
});

test('writes the first policy', () => {
  const change = merge(null);
  expect(change).toMatchObject({ kind: 'add-statement' });
  if (change.kind !== 'add-statement') return;
  expect(change.before).toBeUndefined();
  expect(parse(change.after)).toEqual({ Version: '2012-10-17', Statement: [statement] });
});

test.each([
  ['a list of statements', [theirs]],
  ['one statement', theirs],
])('keeps everything of a policy with %s', (_what, Statement) => {
  const before = { Version: '2008-10-17', Id: 'kept', Statement };
  const change = merge(before);
  if (change.kind !== 'add-statement') throw new Error(change.kind);
  expect(parse(change.after)).toEqual({ ...before, Statement: [theirs, statement] });
});

const other = 'arn:aws:ecr:us-east-1:222222222222:repository/other*';

test('adds to the statement of an earlier setup, and leaves the others as they are', () => {
  const earlier = { ...statement, Resource: other };
  const before = { Version: '2012-10-17', Statement: [theirs, earlier, { ...theirs, Sid: 'Last' }] };
  const change = merge(before, 'team/api', 'team/web', 'other-one');
  if (change.kind !== 'extend-statement') throw new Error(change.kind);
  const added = ['api', 'web'].map((name) => `arn:aws:ecr:us-east-1:222222222222:repository/team/${name}*`);
  expect(change.addedResources).toEqual(added);
  const extended = { ...earlier, Resource: [other, ...added] };
  expect(parse(change.statement)).toEqual(extended);
  expect(parse(change.after)).toEqual({ ...before, Statement: [theirs, extended, before.Statement[2]] });
});

test.each<[string, object]>([
  ['another principal', { Principal: { AWS: 'arn:aws:iam::333333333333:root' } }],
  ['several principals', { Principal: { AWS: [statement.Principal.AWS, '333333333333'] } }],
  ['other actions', { Action: ['ecr:ReplicateImage'] }],
  ['a condition', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
  ['a Sid of others', { Sid: 'TheirReplication' }],
])('does not change a statement with %s', (_what, different) => {
  const before = { ...statement, Resource: [other], ...different };
  const change = merge({ Version: '2012-10-17', Statement: [before] });
  if (change.kind !== 'add-statement') throw new Error(change.kind);
  expect(parse(change.after)).toMatchObject({ Statement: [before, { Resource: statement.Resource }] });
  const Sid = 'Sid' in different ? 'ReplicationFrom111111111111' : 'ReplicationFrom111111111111x2';
  expect(parse(change.statement)).toMatchObject({ Sid });
});

test('recognizes a statement that allows it already', () => {
  const wide = { ...statement, Action: 'ecr:*', Resource: 'arn:aws:ecr:us-east-1:222222222222:repository/*' };
  expect(merge({ Version: '2012-10-17', Statement: [wide] }).kind).toBe('unchanged');
  const conditional = { ...wide, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
  expect(merge({ Version: '2012-10-17', Statement: [conditional] }).kind).toBe('add-statement');
  const each = ['api', 'web'].map((name) => ({
    ...statement,
    Sid: name,
    Resource: `arn:aws:ecr:us-east-1:222222222222:repository/team/${name}*`,
  }));
  expect(merge({ Version: '2012-10-17', Statement: each }, 'team/api', 'team/web').kind).toBe('unchanged');
});

test('changes no policy that it cannot read', () => {
  expect(merge('not JSON')).toMatchObject({ kind: 'unknown', error: { side: 'destination' } });
});

const arn = 'arn:aws:ecr:us-east-1:222222222222:repository/';
const deny = { Sid: 'D', Effect: 'Deny', Principal: '*', Action: 'ecr:ReplicateImage', Resource: '*' };

test.each<[string, object]>([
  ['everybody', {}],
  ['every AWS principal', { Principal: { AWS: '*' } }],
  ['the account', { Principal: { AWS: ['333333333333', '111111111111'] } }],
  ['its root', { Principal: { AWS: statement.Principal.AWS } }],
  ['all but another account', { Principal: undefined, NotPrincipal: { AWS: '333333333333' } }],
  ['every action', { Action: 'ECR:*' }],
  ['one of the actions', { Action: ['ecr:Other', 'ecr:Create?epository'] }],
  ['all but other actions', { Action: undefined, NotAction: 'ecr:BatchImportUpstreamImage' }],
  ['a namespace', { Resource: `${arn}team/*` }],
  ['the repository', { Resource: [`${arn}other`, `${arn}team/api`] }],
  ['a pattern', { Resource: `arn:aws:ecr:*:*:repository/*/ap?` }],
  ['all but other repositories', { Resource: undefined, NotResource: `${arn}other` }],
])('is refused by a Deny for %s', (_what, different) => {
  const denied = { ...deny, ...different };
  for (const Statement of [[{ ...statement, Resource: `${arn}*` }, denied], denied])
    expect(merge({ Version: '2012-10-17', Statement })).toEqual({
      kind: 'denied',
      reason:
        'Statement D of the registry policy of 222222222222 in us-east-1 denies the replication of repository team/api. Change that statement first.',
    });
});

test.each<[string, object]>([
  ['another account', { Principal: { AWS: '333333333333' } }],
  ['all but this account', { Principal: undefined, NotPrincipal: { AWS: '111111111111' } }],
  ['other actions', { Action: 'ecr:BatchImportUpstreamImage' }],
  ['all but these actions', { Action: undefined, NotAction: ['ecr:Create*', 'ecr:ReplicateImage'] }],
  ['other repositories', { Resource: [`${arn}team/ap`, `${arn}team/api-other`] }],
  ['a condition', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
])('is not refused by a Deny for %s', (_what, different) => {
  const allowed = { ...statement, Resource: `${arn}*` };
  const Statement = [allowed, { ...deny, ...different }];
  expect(merge({ Version: '2012-10-17', Statement }).kind).toBe('unchanged');
});

test('looks for a Deny of the chosen repositories, which the prefixes match', () => {
  const policy = JSON.stringify({ Statement: [{ ...deny, Resource: `${arn}team/web` }] });
  const change = (...repositories: readonly string[]) =>
    mergeRegistryPolicy({ kind: 'read', value: policy }, source, destination, ['team/'], repositories);
  expect(change('team/api', 'team/web')).toMatchObject({ kind: 'denied' });
  expect(change('team/api')).toMatchObject({ kind: 'add-statement' });
});

test.each(['12345678901234567890', '1e400', '-0.12345678901234567890'])(
  'does not extend a policy with the number %s, which it cannot write again',
  (number) => {
    const others = { ...theirs, Condition: { NumericEquals: { 'aws:x': 'number' } } };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [others] });
    expect(merge(policy.replace('"number"', number))).toMatchObject({
      kind: 'unknown',
      error: {
        side: 'destination',
        message: `The registry policy of 222222222222 in us-east-1 has the number ${number}, which the app would change. Add the statement in the ECR console.`,
      },
    });
    expect(merge(policy.replace('"number"', '-1.5')).kind).toBe('add-statement');
    expect(merge(policy.replace('"number"', `"say \\"${number}\\" "`)).kind).toBe('add-statement');
  },
);
