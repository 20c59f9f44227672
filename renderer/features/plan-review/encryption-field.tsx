import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { EncryptionChoice } from '../../../shared/models/repository-settings.ts';
import { checkKmsKey } from '../../../shared/models/repository-settings.ts';
import styles from './new-repository.module.css';

interface Props {
  readonly choice: EncryptionChoice;
  /** What the choice amounts to, as last planned, where it is not what the source has. */
  readonly planned: string | undefined;
  /** Where the repository will be, and so its key. */
  readonly region: string;
  readonly onChoice: (choice: EncryptionChoice) => void;
}

const offered: readonly { readonly value: EncryptionChoice['kind']; readonly label: string }[] = [
  { value: 'as-source', label: 'As the source' },
  { value: 'aes256', label: 'AES-256' },
  { value: 'kms-managed', label: 'KMS with AWS’s key' },
  { value: 'kms-key', label: 'KMS with your own key' },
];

const chosen = (value: string | undefined): EncryptionChoice => {
  const kind = offered.find((option) => option.value === value)?.value ?? 'as-source';
  return kind === 'kms-key' ? { kind, kmsKey: '' } : { kind };
};

/** How the new repository is encrypted, which cannot be changed later. */
export function EncryptionField({ choice, planned, region, onChoice }: Props) {
  const key = choice.kind === 'kms-key' ? choice.kmsKey : undefined;
  const problem = key === undefined ? undefined : checkKmsKey(key, region);
  return (
    <div className={styles.encryption}>
      <Select
        ariaLabel="Encryption of the new repository"
        options={offered}
        selectedOption={offered.find(({ value }) => value === choice.kind) ?? null}
        expandToViewport
        onChange={({ detail }) => onChoice(chosen(detail.selectedOption.value))}
      />
      {choice.kind === 'as-source' && planned !== undefined && <span>{planned}</span>}
      {key !== undefined && (
        <>
          <Input
            value={key}
            ariaLabel="ARN of the KMS key"
            placeholder="arn:aws:kms:…"
            invalid={key !== '' && problem !== undefined}
            spellcheck={false}
            autoComplete={false}
            autoFocus
            onChange={({ detail }) => onChoice({ kind: 'kms-key', kmsKey: detail.value.trim() })}
          />
          {problem !== undefined && (
            <span className={key === '' ? styles.quiet : styles.problem}>{problem}</span>
          )}
        </>
      )}
    </div>
  );
}
