import type { SelectProps } from '@cloudscape-design/components/select';
import type { Repository } from '../../../../shared/models/repository.ts';
import { repositoryNameSchema } from '../../../../shared/models/repository.ts';
import { describeMutability } from '../../../../shared/text/repository.ts';

const existing = (repository: Repository, labelTag?: string): SelectProps.Option => ({
  value: repository.name,
  label: repository.name,
  description: `Tags ${describeMutability(repository.tagMutability, repository.tagMutabilityExclusions).toLowerCase()}`,
  ...(labelTag && { labelTag }),
});

/** A name that no repository has: offered for creation, or shown with what is wrong with it. */
function fresh(name: string, description: string): SelectProps.Option {
  const checked = repositoryNameSchema.safeParse(name);
  if (checked.success) return { value: name, label: `Create ${name}`, description, iconName: 'add-plus' };
  return { value: name, label: name, disabled: true, description: checked.error.issues[0]?.message ?? '' };
}

interface Offer {
  readonly repositories: readonly Repository[];
  readonly filter: string;
  /** A name to offer first, such as the source repository's. */
  readonly suggested?: string | undefined;
  /** Whether a name that no repository has may be chosen. */
  readonly canCreate: boolean;
}

/** What the list offers for a filter text: the suggested name first, then those that match, and the text as a new name. */
export function repositoryOptions({
  repositories,
  filter,
  suggested,
  canCreate,
}: Offer): SelectProps.Option[] {
  const text = filter.trim();
  const options: SelectProps.Option[] = [];
  const same = repositories.find(({ name }) => name === suggested);
  if (suggested?.includes(text)) {
    if (same) options.push(existing(same, 'Same name as the source'));
    else if (canCreate) options.push(fresh(suggested, 'Same name as the source'));
  }
  const lower = text.toLowerCase();
  for (const repository of repositories) {
    if (repository !== same && repository.name.includes(lower)) options.push(existing(repository));
  }
  if (canCreate && text !== '' && text !== suggested && repositories.every(({ name }) => name !== text)) {
    options.push(fresh(text, 'New repository'));
  }
  return options;
}

/** What the list offers where the repositories cannot be listed: the suggested name, and the text as a name. */
export function typedOptions(filter: string, suggested: string | undefined): SelectProps.Option[] {
  const text = filter.trim();
  const names = [...(suggested?.includes(text) ? [suggested] : []), ...(text === '' ? [] : [text])];
  return [...new Set(names)].map((name) => {
    const problem = repositoryNameSchema.safeParse(name).error?.issues[0]?.message;
    return problem === undefined
      ? { value: name, label: name, description: 'Repositories cannot be listed' }
      : { value: name, label: name, disabled: true, description: problem };
  });
}
