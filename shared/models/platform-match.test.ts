import { describe, expect, test } from 'vitest';
import { formatPlatform, parsePlatform, platformSchema } from './image.ts';
import { matchesPlatform, shownPlatform } from './platform-match.ts';

const platform = (text: string) => platformSchema.parse(parsePlatform(text));

describe('a platform that an index states is one that was chosen', () => {
  test.each([
    ['linux/amd64', 'linux/amd64', true],
    ['linux/amd64', 'linux/arm64', false],
    ['windows/amd64', 'linux/amd64', false],
    ['linux/arm64', 'linux/arm64/v8', true],
    ['linux/arm64/v8', 'linux/arm64', true],
    ['linux/arm64/8', 'linux/arm64/v8', true],
    ['linux/arm64/v9', 'linux/arm64/v8', false],
    ['linux/arm64/v9', 'linux/arm64', true],
    ['linux/amd64', 'linux/amd64/v1', true],
    ['linux/amd64/v3', 'linux/amd64/v1', false],
    ['linux/arm', 'linux/arm/v7', true],
    ['linux/arm/v6', 'linux/arm/v7', false],
    ['linux/s390x', 'linux/s390x', true],
    ['windows(10.0.17763.6293)/amd64', 'windows/amd64', true],
    ['windows(10.0.17763.6293)/amd64', 'windows(10.0.17763)/amd64', true],
    ['windows(10.0.17763.6293)/amd64', 'windows(10.0.17763.6293)/amd64', true],
    ['windows(10.0.177631)/amd64', 'windows(10.0.17763)/amd64', false],
    ['windows(10.0.20348.2655)/amd64', 'windows(10.0.17763)/amd64', false],
    ['windows/amd64', 'windows(10.0.17763)/amd64', false],
  ])('%s, chosen %s: %s', (stated, chosen, expected) => {
    expect(matchesPlatform(platform(stated), platform(chosen))).toBe(expected);
  });
});

test.each([
  ['linux/arm64/v8', 'linux/arm64'],
  ['linux/arm64', 'linux/arm64'],
  ['linux/arm64/v9', 'linux/arm64/v9'],
  ['linux/arm/v7', 'linux/arm/v7'],
  ['windows(10.0.17763.6293)/amd64', 'windows(10.0.17763.6293)/amd64'],
])('%s is shown as %s', (stated, shown) => {
  expect(formatPlatform(shownPlatform(platform(stated)))).toBe(shown);
});

test.each(['linux', 'linux/', '/amd64', 'linux/arm/v7/x', 'windows()/amd64', 'windows(1', 'linux/amd64/'])(
  '%s is no platform',
  (text) => expect(parsePlatform(text)).toBeUndefined(),
);
