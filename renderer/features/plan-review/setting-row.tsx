import Checkbox from '@cloudscape-design/components/checkbox';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { DescribedSetting } from '../../../shared/text/repository-settings.ts';
import styles from './new-repository.module.css';

interface Props {
  readonly setting: DescribedSetting;
  /** Where the setting is not simply taken or left: what stands in the last column. */
  readonly planned?: ReactNode;
  readonly taken?: boolean;
  readonly onTaken?: (taken: boolean) => void;
}

/** One setting: what the source has, ECR's default, and what will be set. */
export function SettingRow({ setting, planned, taken = false, onTaken }: Props) {
  const { title, source, unreadable, text } = setting;
  const [unfolded, setUnfolded] = useState(false);
  const textId = useId();
  const shown = planned ?? setting.planned;

  return (
    <>
      <tr>
        <th scope="row">
          {onTaken && unreadable === undefined ? (
            <Checkbox checked={taken} onChange={({ detail }) => onTaken(detail.checked)}>
              {title}
            </Checkbox>
          ) : (
            <span className={styles.alone}>{title}</span>
          )}
        </th>
        <td>
          {source ?? <span className={styles.unreadable}>Cannot be read. {unreadable}</span>}
          {text !== undefined && (
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={unfolded}
              aria-controls={textId}
              aria-label={`${unfolded ? 'Hide' : 'Show'} the source’s ${title.toLowerCase()}`}
              onClick={() => setUnfolded(!unfolded)}
            >
              {unfolded ? 'Hide' : 'Show'}
            </button>
          )}
        </td>
        <td className={styles.quiet}>{setting.default}</td>
        <td>{shown}</td>
      </tr>
      {text !== undefined && (
        <tr id={textId} hidden={!unfolded}>
          <td colSpan={4}>
            {/* Scrolls: a policy has up to 30,720 characters. */}
            <pre className={styles.text} tabIndex={0} aria-label={`The source’s ${title.toLowerCase()}`}>
              {text}
            </pre>
          </td>
        </tr>
      )}
    </>
  );
}
