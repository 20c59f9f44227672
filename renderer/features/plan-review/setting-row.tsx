import Checkbox from '@cloudscape-design/components/checkbox';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { DescribedSetting } from '../../../shared/text/repository-settings.ts';
import styles from './new-repository.module.css';

interface Props {
  readonly setting: DescribedSetting;
  /** The content of the last column, for settings with more than a checkbox. */
  readonly planned?: ReactNode;
  readonly taken?: boolean;
  readonly onTaken?: (taken: boolean) => void;
}

/** One setting: the values of the source, of the ECR default and of the new repository. */
export function SettingRow({ setting, planned, taken = false, onTaken }: Props) {
  const { title, source, unreadable, text } = setting;
  const [isExpanded, setExpanded] = useState(false);
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
              aria-expanded={isExpanded}
              aria-controls={textId}
              aria-label={`${isExpanded ? 'Hide' : 'Show'} the source’s ${title.toLowerCase()}`}
              onClick={() => setExpanded(!isExpanded)}
            >
              {isExpanded ? 'Hide' : 'Show'}
            </button>
          )}
        </td>
        <td className={styles.quiet}>{setting.default}</td>
        <td>{shown}</td>
      </tr>
      {text !== undefined && (
        <tr id={textId} hidden={!isExpanded}>
          <td colSpan={4}>
            {/* Focusable, so that it can be scrolled by keyboard: a policy has up to 30,720 characters. */}
            <pre className={styles.text} tabIndex={0} aria-label={`The source’s ${title.toLowerCase()}`}>
              {text}
            </pre>
          </td>
        </tr>
      )}
    </>
  );
}
