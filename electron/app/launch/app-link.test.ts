import { describe, expect, test } from 'vitest';
import { resolveReference } from '../../engine/references/resolve-reference.ts';
import { findAppLink, parseAppLink } from './app-link.ts';

const uri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.0';
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const open = 'ecr-image-replicator://open?uri=';

describe('a link', () => {
  test.each([
    ['an image', `${open}${uri}`, uri],
    ['an encoded image', `${open}${encodeURIComponent(uri)}`, uri],
    ['an image by digest', `${open}${uri}@${digest}`, `${uri}@${digest}`],
    ['a registry', `${open}111122223333.dkr.ecr.eu-west-1.amazonaws.com`, uri.split('/')[0]],
    [
      'an ARN',
      `${open}arn:aws:ecr:eu-west-1:111122223333:repository/team/api`,
      'arn:aws:ecr:eu-west-1:111122223333:repository/team/api',
    ],
    ['another case of scheme and host', `ECR-Image-Replicator://Open?uri=${uri}`, uri],
    ['the slash that the system adds', `ecr-image-replicator://open/?uri=${uri}`, uri],
  ])('opens %s', (_what, link, expected) => {
    expect(parseAppLink(link)).toEqual({ kind: 'uri', uri: expected });
  });

  test.each([
    ['another host', `ecr-image-replicator://replicate?uri=${uri}`],
    ['no host', `ecr-image-replicator:open?uri=${uri}`],
    ['a user and a port', `ecr-image-replicator://a@open:80?uri=${uri}`],
    ['a path', `ecr-image-replicator://open/copy?uri=${uri}`],
    ['a further parameter', `${open}${uri}&to=222222222222`],
    ['a further parameter before it', `ecr-image-replicator://open?profile=admin&uri=${uri}`],
    ['a second URI', `${open}${uri}&uri=${uri}`],
    ['a fragment', `${open}${uri}#copy`],
    ['a plus sign for a space', `${open}docker+pull+${uri}`],
    ['no URI', open],
    ['no parameter', 'ecr-image-replicator://open'],
    ['another scheme', `https://open?uri=${uri}`],
    ['text before it', `x ${open}${uri}`],
  ])('is refused with %s', (_what, link) => {
    expect(parseAppLink(link)).toEqual({
      kind: 'refused',
      message: expect.stringMatching(
        /^The link was not opened, because .+ have this form: ecr-image-replicator:\/\/open/,
      ),
    });
  });

  test.each([
    ['a line end', `${open}${uri}%0A`],
    ['a line end in the middle', `${open}111122223333.dkr.ecr%0d%0a.eu-west-1.amazonaws.com`],
    ['a null character', `${open}${uri}%00`],
    ['an escape sequence', `${open}%1b[31m${uri}`],
    ['a space', `${open}docker%20pull%20${uri}`],
    ['a reversed direction', `${open}${uri}%E2%80%AE`],
    ['bytes that are not UTF-8', `${open}%ff${uri}`],
    ['half an escape', `${open}${uri}%`],
    ['a raw control character', `${open}${uri}\u0007`],
    ['a raw letter outside ASCII', `${open}${uri}é`],
    ['too many characters', `${open}${'a'.repeat(2_048)}`],
  ])('is refused with %s', (_what, link) => {
    const parsed = parseAppLink(link);
    expect(parsed.kind).toBe('refused');
    // The message is shown: nothing of the link is in it.
    expect(parsed).toMatchObject({ message: expect.stringMatching(/^[\x20-\x7e]+$/) });
  });

  test('is decoded once, so that an encoded escape is no URI', () => {
    const parsed = parseAppLink(`${open}${encodeURIComponent(encodeURIComponent(uri))}`);
    expect(parsed).toEqual({ kind: 'uri', uri: encodeURIComponent(uri) });
    const uriOfLink = parsed.kind === 'uri' ? parsed.uri : '';
    expect(resolveReference(uriOfLink, [], { pinned: [], recent: [], order: 'file' }).kind).toBe(
      'not-understood',
    );
  });

  test('is read in a time that does not grow with its repetitions', () => {
    const hostile = `${open}${'%25'.repeat(680)}`;
    const before = process.threadCpuUsage();
    for (let count = 0; count < 1_000; count += 1) parseAppLink(hostile);
    const { user } = process.threadCpuUsage(before);
    expect(user / 1_000_000).toBeLessThan(1);
  });
});

describe('the arguments of a start', () => {
  test('contain a link among options, in any case', () => {
    expect(findAppLink(['app', '--no-sandbox', '.', '--', `ECR-IMAGE-REPLICATOR://open?uri=${uri}`])).toBe(
      `ECR-IMAGE-REPLICATOR://open?uri=${uri}`,
    );
    expect(findAppLink(['app', `${open}a`, `${open}b`])).toBe(`${open}a`);
  });

  test.each([[['app']], [['ecr-image-replicator://open']], [['app', '--demo', 'ecr-image-replicator']]])(
    'contain none: %j',
    (argv) => {
      expect(findAppLink(argv)).toBeUndefined();
    },
  );
});
