import type { RequestInput, RequestOutput } from '../../shared/ipc.ts';
import type { ImageSummary } from '../../shared/models/image.ts';
import { imagesPerPlan } from '../../shared/models/plan.ts';
import { indexImages } from '../../shared/images/index-images.ts';
import { matchImages } from '../../shared/images/match-images.ts';
import { readPage, selectRows } from '../../shared/images/read-page.ts';
import type { KnownMembers } from '../../shared/images/relate-image.ts';
import { noMembers } from '../../shared/images/relate-image.ts';
import { sortImages } from '../../shared/images/sort-images.ts';
import { previewTagRules, selectByTagRules } from '../../shared/selection/preview-tag-rules.ts';

type ImageRequest =
  | 'images.query'
  | 'images.selectMatching'
  | 'images.lookUp'
  | 'images.previewRules'
  | 'images.selectByRules'
  | 'images.children';

type ImageAnswers = {
  readonly [Name in ImageRequest]: (input: RequestInput<Name>) => RequestOutput<Name>;
};

/** The answers of a main process whose lists have these images; a function that throws fails every request. */
export function answerImages(
  list: () => readonly ImageSummary[],
  members: () => KnownMembers = () => noMembers,
): ImageAnswers {
  const search = ({ filter, sort }: Pick<RequestInput<'images.query'>, 'filter' | 'sort'>) => {
    const images = list();
    const indexed = indexImages(images);
    const known = members();
    return {
      indexed,
      matched: matchImages(sortImages(images, sort), filter, indexed, Date.now(), known.platformsOf),
      members: known,
    };
  };
  return {
    'images.query': (query) => ({
      ...readPage(search(query), query, query),
      listedAt: query.listedSince,
      isComplete: true,
    }),
    'images.selectMatching': (query) => {
      const images = selectRows(search(query), query);
      return { images: images.slice(0, imagesPerPlan), matching: images.length };
    },
    'images.lookUp': ({ digests }) => list().filter(({ digest }) => digests.includes(digest)),
    'images.previewRules': ({ rules, renames }) => previewTagRules(list(), rules, renames),
    'images.selectByRules': ({ rules }) => selectByTagRules(list(), rules, imagesPerPlan),
    'images.children': () => ({ children: [] }),
  };
}
