import type { PageTopic } from '../../../components/help.ts';
import type { Topic } from './topic.ts';
import { batch, batchPlan } from './batch.ts';
import { choose } from './choose.ts';
import { compare } from './compare.ts';
import { history } from './history.ts';
import { replication } from './replication.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { transfers } from './transfers.ts';

/** The help for each page. */
export const topics: { readonly [Page in PageTopic]: Topic<Page> } = {
  choose,
  review,
  compare,
  batch,
  'batch-plan': batchPlan,
  transfers,
  history,
  replication,
  settings,
};
