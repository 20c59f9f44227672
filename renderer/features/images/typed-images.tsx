import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { shortDigest, digestSchema, tagSchema } from '../../../shared/models/image.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import type { Pick, Picks } from '../../models/picks.ts';
import { removePick, withFoundImage } from '../../models/picks.ts';
import type { RepositorySelection } from './api.ts';
import { useFindImage } from './api.ts';
import { Section } from '../../components/section.tsx';

/** A tag or a digest, or the problem of the text. */
export type ImageName =
  | { readonly kind: 'valid'; readonly reference: string }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Reads a tag (`1.0`) or a digest (`sha256:…`); a leading `:` or `@`, as at the end of a URI, is ignored. */
function parseImageName(text: string): ImageName {
  const reference = text.trim().replace(/^[:@]/, '');
  const parsed = (reference.includes(':') ? digestSchema : tagSchema).safeParse(reference);
  return parsed.success
    ? { kind: 'valid', reference }
    : { kind: 'invalid', problem: parsed.error.issues[0]?.message ?? '' };
}

interface Props {
  readonly title: ReactNode;
  readonly repository: RepositorySelection;
  readonly picks: Picks;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
  /** The action that is denied, which prevents a list. */
  readonly deniedAction: string;
  /** The initial text of the field. */
  readonly find: string;
}

const getLabel = ({ image, sourceTags }: Pick): string =>
  [sourceTags.join(', '), shortDigest(image.digest)].filter(Boolean).join('  ');

/** Selects images by tag or digest when the repository cannot be listed. */
export function TypedImages({ title, repository, picks, onPicks, deniedAction, find: initial }: Props) {
  const [text, setText] = useState(initial);
  const [problem, setProblem] = useState<string>();
  const find = useFindImage(repository);
  const selected = [...picks.values()];

  const select = (): void => {
    const name = parseImageName(text);
    setProblem(name.kind === 'invalid' ? name.problem : undefined);
    if (name.kind === 'invalid') return;
    find.mutate(name.reference, {
      onSuccess: (image) => {
        onPicks((current) => withFoundImage(current, image));
        setText('');
      },
    });
  };
  const failure = find.error ? toErrorData(find.error).message : undefined;

  return (
    <Section title={title}>
      <form
        aria-label="Select images by name"
        onSubmit={(event) => {
          event.preventDefault();
          select();
        }}
      >
        <SpaceBetween size="s">
          <FormField
            label="Tag or digest"
            description={`No list of images: ${deniedAction} is denied. Enter a tag or a digest.`}
            errorText={problem ?? failure}
            secondaryControl={
              <Button formAction="submit" loading={find.isPending} disabled={text.trim() === ''}>
                Select
              </Button>
            }
          >
            <Input
              value={text}
              placeholder="1.0, or sha256:…"
              onChange={({ detail }) => {
                setText(detail.value);
                setProblem(undefined);
                find.reset();
              }}
            />
          </FormField>
          <TokenGroup
            items={selected.map((pick) => ({
              label: getLabel(pick),
              dismissLabel: `Remove ${getLabel(pick)}`,
            }))}
            onDismiss={({ detail }) => {
              const pick = selected[detail.itemIndex];
              if (pick) onPicks((current) => removePick(current, pick.image.digest));
            }}
          />
        </SpaceBetween>
      </form>
    </Section>
  );
}
