import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { PlannedSettings, SettingChoices } from '../../../shared/models/repository-settings.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { choose, freshPage } from '../../testing/render-app.tsx';
import { NewRepository } from './new-repository.tsx';

freshPage();

const kmsKey = 'arn:aws:kms:eu-west-1:111122223333:key/own';
const policy = '{"rules":[{"rulePriority":1},{"rulePriority":2}]}';

/** The settings that the engine plans for a source in another account. */
const settingsFor = (choices: SettingChoices): PlannedSettings => ({
  tagMutability: {
    source: { kind: 'read', value: { tagMutability: 'MUTABLE', exclusions: [] } },
    default: { tagMutability: 'MUTABLE', exclusions: [] },
    planned: { tagMutability: 'MUTABLE', exclusions: [] },
    taken: choices.tagMutability,
  },
  encryption: {
    source: { kind: 'read', value: { type: 'KMS', kmsKey } },
    default: { type: 'AES256' },
    planned: choices.encryption.kind === 'aes256' ? { type: 'AES256' } : { type: 'KMS' },
    taken: choices.encryption.kind === 'as-source',
  },
  scanOnPush: {
    source: { kind: 'read', value: true },
    default: false,
    planned: choices.scanOnPush,
    taken: choices.scanOnPush,
  },
  lifecyclePolicy: {
    source: { kind: 'read', value: policy },
    default: undefined,
    planned: choices.lifecyclePolicy ? policy : undefined,
    taken: choices.lifecyclePolicy,
  },
  repositoryPolicy: {
    source: {
      kind: 'unreadable',
      error: {
        code: 'access-denied',
        message: 'Profile development is not allowed ecr:GetRepositoryPolicy.',
        retryable: false,
      },
    },
    default: undefined,
    planned: undefined,
    taken: choices.repositoryPolicy,
  },
  resourceTags: {
    source: { kind: 'read', value: { team: 'platform', 'aws:cloudformation:stack-name': 'api' } },
    default: {},
    planned: choices.resourceTags ? { team: 'platform' } : {},
    taken: choices.resourceTags,
  },
});

function show() {
  const made: SettingChoices[] = [];
  /** Plans immediately after each choice. */
  function Planned() {
    const [choices, setChoices] = useState(defaultSettingChoices);
    const change = (next: SettingChoices): void => {
      made.push(next);
      setChoices(next);
    };
    return (
      <NewRepository
        settings={settingsFor(choices)}
        region="eu-central-1"
        choices={choices}
        onChoices={change}
        outdated={false}
      />
    );
  }
  const user = userEvent.setup({ delay: null });
  render(<Planned />);
  const table = screen.getByRole('table', { name: 'Settings of the new repository' });
  /** The cells of a setting's row: source, ECR default, new repository. */
  const cells = (name: string): readonly (string | null)[] => {
    const row = within(table).getByRole('rowheader', { name }).parentElement;
    return [...(row?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent);
  };
  return { user, table, cells, made };
}

test('each setting shows the values of the source, of the ECR default and of the new repository', () => {
  const { cells, table } = show();
  expect(cells('Scan on push')).toEqual(['On', 'Off', 'On']);
  expect(cells('Lifecycle policy')).toEqual(['2 rulesShow', 'None', '2 rules']);
  expect(cells('Resource tags')).toEqual(['2 tagsShow', 'None', '1 tag']);
  expect(cells('Encryption')).toEqual([
    `KMS with ${kmsKey}`,
    'AES-256',
    expect.stringContaining('KMS with the AWS managed KMS key'),
  ]);
  expect(cells('Repository policy')).toEqual([
    'Cannot be read. Profile development is not allowed ecr:GetRepositoryPolicy.',
    'None',
    'None',
  ]);
  expect(within(table).queryByRole('checkbox', { name: 'Repository policy' })).toBeNull();
  expect(within(table).queryByRole('rowheader', { name: 'Tag mutability' })).toBeNull();
  expect(screen.getByText('Same as the source and the ECR default: tag mutability (mutable).')).toBeTruthy();
});

test('toggling a setting updates its planned value', async () => {
  const { user, table, cells, made } = show();
  const box = within(table).getByRole('checkbox', { name: 'Lifecycle policy' });
  await user.click(box);
  expect(cells('Lifecycle policy').at(-1)).toBe('None');
  await user.click(within(table).getByRole('checkbox', { name: 'Resource tags' }));
  expect(made.at(-1)).toEqual({ ...defaultSettingChoices, lifecyclePolicy: false, resourceTags: false });
  await user.click(box);
  expect(made.at(-1)).toEqual({ ...defaultSettingChoices, resourceTags: false });
});

test('a policy is collapsed until expanded, also by keyboard', async () => {
  const { user, table } = show();
  const unfold = within(table).getByRole('button', { name: 'Show the source’s lifecycle policy' });
  expect(within(table).queryByRole('generic', { name: 'The source’s lifecycle policy' })).toBeNull();
  unfold.focus();
  await user.keyboard('{Enter}');
  expect(unfold.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByLabelText('The source’s lifecycle policy').textContent).toContain('"rulePriority": 2');
  await user.click(within(table).getByRole('button', { name: 'Show the source’s resource tags' }));
  expect(screen.getByLabelText('The source’s resource tags').textContent).toBe(
    'team = platform\naws:cloudformation:stack-name = api  (AWS’s own, not copied)',
  );
});

test('a customer managed key is entered by its ARN and must be in the region of the destination', async () => {
  const { user, table, made } = show();
  await choose(user, 'Encryption of the new repository', /Customer managed KMS key/);
  const field = within(table).getByRole('textbox', { name: 'KMS key ARN' });
  expect(document.activeElement).toBe(field);
  expect(within(table).getByText(/^Enter the ARN of a KMS key, as in/)).toBeTruthy();
  await user.paste(kmsKey);
  expect(
    within(table).getByText(
      'This KMS key is in eu-west-1; a repository in eu-central-1 needs a key of that region.',
    ),
  ).toBeTruthy();
  const own = 'arn:aws:kms:eu-central-1:444455556666:key/new';
  await user.clear(field);
  await user.paste(own);
  expect(within(table).queryByText(/This KMS key is in/)).toBeNull();
  expect(made.at(-1)?.encryption).toEqual({ kind: 'kms-key', kmsKey: own });

  await choose(user, 'Encryption of the new repository', /^AES-256/);
  expect(made.at(-1)?.encryption).toEqual({ kind: 'aes256' });
  expect(within(table).queryByRole('textbox')).toBeNull();
});
