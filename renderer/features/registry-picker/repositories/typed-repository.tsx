import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { ParsedReference } from '../../../../shared/models/reference.ts';
import { parseReference } from '../../../../shared/models/reference.ts';
import { repositoryNameSchema } from '../../../../shared/models/repository.ts';
import { Section } from '../../../components/section.tsx';

interface Props {
  readonly onOpen: (name: string) => void;
  /** Opens the repository of a URI or ARN in its registry. */
  readonly onReference: (reference: Exclude<ParsedReference, { readonly kind: 'registry' }>) => void;
}

/** Opens a repository by name or URI when the repositories of the registry cannot be listed. */
export function TypedRepository({ onOpen, onReference }: Props) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();

  const open = (): void => {
    const reference = parseReference(text);
    if (reference && reference.kind !== 'registry') return onReference(reference);
    const name = repositoryNameSchema.safeParse(text.trim());
    if (name.success) onOpen(name.data);
    else setProblem(name.error.issues[0]?.message);
  };

  return (
    <Section title="Repositories">
      <form
        aria-label="Open a repository by name"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <FormField
          label="Repository name or URI"
          description="The repositories of this registry cannot be listed. Enter the name or the URI of one."
          errorText={problem}
          secondaryControl={
            <Button formAction="submit" disabled={text.trim() === ''}>
              Open
            </Button>
          }
        >
          <Input
            value={text}
            placeholder="team/service"
            onChange={({ detail }) => {
              setText(detail.value);
              setProblem(undefined);
            }}
          />
        </FormField>
      </form>
    </Section>
  );
}
