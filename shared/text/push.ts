import { formatAccount } from '../format/accounts.ts';
import { formatCount, formatNumber } from '../format/counts.ts';
import { formatExact } from '../format/dates.ts';
import type { RecordedPush } from '../models/history.ts';
import { shortDigest } from '../models/image.ts';

/** More tags are counted. */
const maxTags = 10;

const describePlace = ({ repositoryName, registryId, region }: RecordedPush['source']): string =>
  `${repositoryName} in ${formatAccount(registryId)}, ${region}`;

function listTags(tags: readonly string[]): string {
  const more = tags.length > maxTags ? ` and ${formatNumber(tags.length - maxTags)} more` : '';
  return `${tags.length === 1 ? 'tag' : 'tags'} ${tags.slice(0, maxTags).join(', ')}${more}`;
}

const describeTags = (tags: readonly string[]): string =>
  tags.length === 0 ? 'without tags' : `with ${listTags(tags)}`;

const describeUnsureTags = ({ unsureTags = [] }: RecordedPush): string =>
  unsureTags.length === 0 ? '' : `; ${listTags(unsureTags)} may have been written`;

/** What was pushed when the searched digest is not the one at the destination. */
function describeObject({ found, digest }: RecordedPush): string {
  switch (found) {
    case 'image':
      return '';
    case 'source':
      return ` as ${shortDigest(digest)}`;
    case 'manifest':
      return ` as part of ${shortDigest(digest)}`;
  }
}

/**
 * Who put an image where, when, and from where, as one sentence: `Pushed to mirror/api in 4444-5555-6666, eu-west-1, by
 * arn:… on 3 Nov 2026, 14:02:09 UTC from team/api in 1111-2222-3333, us-east-1, with tags 1.0, latest; verified.`
 */
export function describePush(push: RecordedPush): string {
  const { outcome, source, destination, at, tags } = push;
  const object = describeObject(push);
  const to = describePlace(destination);
  const from = `from ${describePlace(source)}`;
  const by = `by ${destination.arn} on ${formatExact(at)}`;
  switch (outcome.kind) {
    case 'verified':
      return `Pushed${object} to ${to}, ${by} ${from}, ${describeTags(tags)}; verified.`;
    case 'copied':
      return `Pushed${object} to ${to}, ${by} ${from}, ${describeTags(tags)}; not verified.`;
    case 'different':
      return `Pushed${object} to ${to}, ${by} ${from}, ${describeTags(tags)}; verification found ${formatCount(outcome.differences, 'difference')}.`;
    case 'already-at-destination':
      return `Already${object} in ${to}, when replicated ${by} ${from}, ${describeTags(tags)}; ${outcome.verified ? 'verified' : 'not verified'}.`;
    case 'failed':
      return `Failed to push${object} to ${to}, ${by} ${from}, ${describeTags(tags)}: ${outcome.error.message}`;
    case 'cancelled':
      return `Canceled before the push${object} to ${to} was complete, ${by} ${from}, ${describeTags(tags)}${describeUnsureTags(push)}.`;
  }
}
