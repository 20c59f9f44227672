import { expect, test } from 'vitest';
import { pickOnPage } from '../../models/picks.ts';
import { image } from '../../testing/sample-data.ts';
import type { DraftAction } from './draft.ts';
import { emptyDraft, reduceDraft } from './draft.ts';

const row = image(1);
const after = (...actions: readonly DraftAction[]) => actions.reduce(reduceDraft, emptyDraft);
const opened: DraftAction = { kind: 'repository-opened', name: 'team/api' };
const picked: DraftAction = {
  kind: 'picks-changed',
  change: (picks) => pickOnPage(picks, [row], new Set([row.digest])),
};

test('the selection is kept when the user goes back to the list or to the review', () => {
  const draft = after(
    opened,
    picked,
    { kind: 'repository-closed' },
    opened,
    { kind: 'step-changed', step: 'review' },
    { kind: 'step-changed', step: 'choose' },
  );
  expect([...draft.picks.keys()]).toEqual([row.digest]);
});

test('another repository or source clears the selection', () => {
  expect(after(opened, picked, { kind: 'repository-opened', name: 'other' }).picks.size).toBe(0);
  expect(after(opened, picked, { kind: 'source-changed' })).toEqual(emptyDraft);
});

test('after the start, the next replication keeps the repositories and clears the selection', () => {
  const draft = after(
    opened,
    picked,
    { kind: 'destination-repository-chosen', name: 'copy' },
    { kind: 'started' },
  );
  expect(draft).toMatchObject({
    step: { kind: 'choose' },
    repository: 'team/api',
    destinationRepository: 'copy',
  });
  expect(draft.picks.size).toBe(0);
});

test('the settings of a new repository are reset when source or destination changes', () => {
  const settings = { ...emptyDraft.settings, repositoryPolicy: true };
  const chosen: readonly DraftAction[] = [
    opened,
    { kind: 'destination-repository-chosen', name: 'copy' },
    { kind: 'settings-changed', settings },
  ];
  expect(after(...chosen, { kind: 'destination-repository-chosen', name: 'copy' }).settings).toEqual(
    settings,
  );
  for (const action of [
    { kind: 'destination-repository-chosen', name: 'other' },
    { kind: 'repository-opened', name: 'other' },
    { kind: 'source-changed' },
  ] as const) {
    expect(after(...chosen, action).settings).toEqual(emptyDraft.settings);
  }
});
