import { compareText } from '../registry/paging.ts';
import { listReferrers } from '../registry/referrers.ts';
import type { Repository } from '../registry/repository.ts';
import { answer, type Answer, type Exchange } from './exchange.ts';

const largestPage = 1000;

/** Lists the tags in order, at most `n` of them after `last`; a Link header names the next page. */
export function listTags({ query }: Exchange, repository: Repository): Answer {
  const asked = Number(query.get('n') ?? largestPage);
  const size = Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestPage) : largestPage;
  const last = query.get('last') ?? '';
  const rest = [...repository.tags.keys()].filter((tag) => tag > last).toSorted(compareText);
  const tags = rest.slice(0, size);
  const body = JSON.stringify({ name: repository.name, tags });
  if (rest.length <= tags.length) return answer(200, jsonType, body);
  const next = new URLSearchParams({ n: `${size}`, last: tags.at(-1) ?? '' }).toString();
  return answer(200, { ...jsonType, link: `</v2/${repository.name}/tags/list?${next}>; rel="next"` }, body);
}

const jsonType = { 'content-type': 'application/json' };

/** Lists the images with a digest as their `subject`, as an index (OCI distribution specification, "Listing Referrers"). */
export function getReferrers({ query }: Exchange, repository: Repository, subject: string): Answer {
  const artifactType = query.get('artifactType');
  const { items } = listReferrers(repository, {
    subject,
    maxResults: largestPage,
    ...(artifactType !== null && { artifactTypes: [artifactType] }),
  });
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifests = items.map(({ mediaType: type, digest, size, artifactType: artifact, annotations }) => ({
    mediaType: type,
    digest,
    size,
    artifactType: artifact,
    annotations,
  }));
  return answer(
    200,
    { 'content-type': mediaType, ...(artifactType !== null && { 'oci-filters-applied': 'artifactType' }) },
    JSON.stringify({ schemaVersion: 2, mediaType, manifests }),
  );
}
