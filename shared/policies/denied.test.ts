import { describe, expect, test } from 'vitest';
import { describeDeniedRequest, describePolicyRequest } from './administrator-request.ts';
import { findDeniedRemedy } from './denied-remedy.ts';

const arn = 'arn:aws:ecr:us-east-1:222222222222:repository/mirror/api';
const principalArn = 'arn:aws:sts::111111111111:assumed-role/Release/ci';
const denied = (reason?: string) => ({
  action: 'ecr:PutImage',
  principalArn,
  resourceArn: arn,
  ...(reason === undefined ? {} : { reason }),
});

const allow = (more: object) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'AllowecrPutImage', Effect: 'Allow', Action: ['ecr:PutImage'], ...more }],
});

describe('what helps against a denial', () => {
  test.each([undefined, 'because no identity-based policy allows the ecr:PutImage action'])(
    'a policy for the caller: %s',
    (reason) =>
      expect(findDeniedRemedy(denied(reason), arn)).toEqual({
        kind: 'identity-policy',
        policy: allow({ Resource: arn }),
      }),
  );

  test('a policy of the repository, which names the role and not its session', () => {
    const reason = 'because no resource-based policy allows the ecr:PutImage action';
    expect(findDeniedRemedy(denied(reason), arn)).toEqual({
      kind: 'repository-policy',
      arn,
      policy: allow({ Principal: { AWS: 'arn:aws:iam::111111111111:role/Release' } }),
    });
  });

  test.each(['permissions boundary', 'session policy', 'service control policy', 'VPC endpoint policy'])(
    'a %s has to allow it too',
    (policyKind) =>
      expect(
        findDeniedRemedy(denied(`because no ${policyKind} allows the ecr:PutImage action`), arn),
      ).toMatchObject({ kind: 'limiting-policy', policyKind }),
  );

  test.each([
    ['with an explicit deny in a service control policy', 'service control policy'],
    ['with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/x', 'identity-based policy'],
    ['with an explicit deny in a resource-based policy.', 'resource-based policy'],
    ['with an explicit deny', undefined],
  ])('no policy: %s', (reason, policyKind) =>
    expect(findDeniedRemedy(denied(reason), arn)).toEqual({ kind: 'explicit-deny', policyKind }),
  );

  test('a denial that names no resource is about the one that the call was about', () => {
    expect(findDeniedRemedy({ action: 'ecr:PutImage' }, arn)).toMatchObject({
      policy: { Statement: [{ Resource: arn }] },
    });
  });
});

describe('the request for an administrator', () => {
  test('names who, which action, which resource, AWS’s reason, and ends in the policy', () => {
    const text = describeDeniedRequest(
      denied('because no identity-based policy allows the ecr:PutImage action'),
      arn,
    );
    expect(text).toContain(`role Release of account 111111111111 (${principalArn})`);
    expect(text).toContain(`perform ecr:PutImage on ${arn}.`);
    expect(text).toContain('because no identity-based policy allows');
    expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual(allow({ Resource: arn }));
  });

  test('an explicit denial asks for no policy', () => {
    const text = describeDeniedRequest(denied('with an explicit deny in a service control policy'), arn);
    expect(text).toContain('denied explicitly in the service control policy');
    expect(text).not.toContain('{');
  });

  test('a whole route has a policy for each who needs one, and says what no policy gives', () => {
    const route = {
      source: { accountId: '111111111111', region: 'eu-west-1', repositoryName: 'team/api' },
      destination: { accountId: '222222222222', region: 'us-east-1', repositoryName: 'mirror/api' },
      creation: { reads: [], writes: [] },
    };
    const here = { accountId: '111111111111', arn: principalArn };
    const text = describePolicyRequest(route, { source: here, destination: here });
    expect(text).toContain('111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/api');
    expect(text).toContain('Please create it first.');
    expect(text.match(/"Version": "2012-10-17"/g)).toHaveLength(3);
    expect(text).toContain(`which is in another account, add this to the policy of ${arn}:`);

    const there = { accountId: '222222222222', arn: 'arn:aws:iam::222222222222:user/sam' };
    expect(describePolicyRequest(route, { source: here, destination: there })).not.toContain(
      'create it first',
    );
  });
});
