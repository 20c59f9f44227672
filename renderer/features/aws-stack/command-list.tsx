import { CopyAction } from '../../components/copy-button.tsx';
import type { StackCommands } from '../../../shared/models/exported-stack.ts';
import styles from './aws-stack.module.css';

const names = [
  ['deploy', 'Deploy'],
  ['run', 'Run'],
  ['remove', 'Remove'],
] as const satisfies readonly (readonly [keyof StackCommands, string])[];

/** The commands that deploy, run and remove the stack, with copy buttons. */
export function CommandList({ commands }: { readonly commands: StackCommands }) {
  return names.map(([key, name]) => (
    <div key={key} className={styles.command}>
      <b>{name}</b>
      <CopyAction text={commands[key]}>{`Copy ${name.toLowerCase()} command`}</CopyAction>
      <pre className={styles.code} role="region" aria-label={`${name} command`} tabIndex={0}>
        {commands[key]}
      </pre>
    </div>
  ));
}
