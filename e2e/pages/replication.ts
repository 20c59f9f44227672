import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { TestProfile } from '../accounts/aws-home.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { Review } from './review.ts';
import { Transfers } from './transfers.ts';
import { Workspace } from './workspace.ts';

/** The images to copy and their destination. */
export interface ReplicationChoice {
  readonly from: string;
  readonly tags: readonly string[];
  readonly to: string;
  readonly create?: boolean;
  /** The destination's profile; `production` by default. */
  readonly as?: Pick<TestProfile, 'name'>;
}

/** Chooses everything by clicking, up to the review; `planned` is false where no plan is expected. */
export async function planReplication(
  page: Page,
  { from, tags, to, create = false, as = production }: ReplicationChoice,
  { planned = true } = {},
): Promise<Review> {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository(from);
  for (const tag of tags) await workspace.pickTag(tag);
  await workspace.chooseProfile('Destination', as);
  await workspace.chooseDestination(to, { create });
  await workspace.review.click();
  const review = new Review(page);
  if (planned) await expect(review.fact('To transfer')).not.toContainText('…');
  return review;
}

/** Chooses everything by clicking, and starts the replication. */
export async function startReplication(page: Page, choice: ReplicationChoice): Promise<Transfers> {
  const review = await planReplication(page, choice);
  await review.replicate.click();
  const transfers = new Transfers(page);
  await expect(transfers.latest).toBeVisible();
  return transfers;
}
