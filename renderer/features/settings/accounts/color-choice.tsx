import { useId } from 'react';
import type { AccountNote } from '../../../../shared/models/account.ts';
import { accountColours } from '../../../../shared/models/account.ts';
import styles from './color-choice.module.css';

interface Props {
  readonly colour: AccountNote['colour'];
  readonly onChange: (colour: AccountNote['colour']) => void;
}

const words = {
  none: 'None',
  blue: 'Blue',
  green: 'Green',
  orange: 'Orange',
  red: 'Red',
  purple: 'Purple',
  teal: 'Teal',
} as const satisfies Record<AccountNote['colour'], string>;

/** The colours as radio buttons, each with its name. */
export function ColourChoice({ colour, onChange }: Props) {
  const name = useId();
  return (
    <div className={styles.colours} role="radiogroup" aria-label="Colour">
      {accountColours.map((each) => (
        <label key={each} className={styles.colour} data-account-colour={each}>
          <input type="radio" name={name} checked={each === colour} onChange={() => onChange(each)} />
          <span className={styles.dot} />
          {words[each]}
        </label>
      ))}
    </div>
  );
}
