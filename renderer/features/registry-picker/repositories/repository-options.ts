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

/** The option that creates a repository; disabled with the reason when the name is invalid. */
function newRepositoryOption(name: string, description: string): SelectProps.Option {
  const checked = repositoryNameSchema.safeParse(name);
  if (checked.success) return { value: name, label: `Create ${name}`, description, iconName: 'add-plus' };
  return { value: name, label: name, disabled: true, description: checked.error.issues[0]?.message ?? '' };
}

interface Offer {
  readonly repositories: readonly Repository[];
  readonly filter: string;
  /** The name to offer first, such as the source repository's. */
  readonly suggested?: string | undefined;
  /** Whether a new name can be selected. */
  readonly canCreate: boolean;
}

/** The options for a filter: the suggested name first, then the matching repositories, and the text as a new name. */
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
    else if (canCreate) options.push(newRepositoryOption(suggested, 'Same name as the source'));
  }
  const lower = text.toLowerCase();
  for (const repository of repositories) {
    if (repository !== same && repository.name.includes(lower)) options.push(existing(repository));
  }
  if (canCreate && text !== '' && text !== suggested && repositories.every(({ name }) => name !== text)) {
    options.push(newRepositoryOption(text, 'New repository'));
  }
  return options;
}

/** The options when repositories cannot be listed: the suggested name, and the text as a name. */
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
