import { InfoLink } from '../../components/info-link.tsx';
import type { PlannedSettings, SettingChoices } from '../../../shared/models/repository-settings.ts';
import type { DescribedSetting } from '../../../shared/text/repository-settings.ts';
import { describeSettings } from '../../../shared/text/repository-settings.ts';
import { EncryptionField } from './encryption-field.tsx';
import styles from './new-repository.module.css';
import { SettingRow } from './setting-row.tsx';
import { Section } from '../../components/section.tsx';

interface Props {
  /** The settings of the latest plan. */
  readonly settings: PlannedSettings;
  /** The region of the new repository. */
  readonly region: string;
  readonly choices: SettingChoices;
  readonly onChoices: (choices: SettingChoices) => void;
  /** True while a plan with other choices is being created. */
  readonly outdated: boolean;
}

/** Whether a setting offers a choice; not when the source has the ECR default. */
const isChoice = ({ name, differs, unreadable }: DescribedSetting): boolean =>
  name === 'encryption' || differs || unreadable !== undefined;

const describeUnchanged = (settings: readonly DescribedSetting[]): string =>
  settings.map(({ title, planned }) => `${title.toLowerCase()} (${planned.toLowerCase()})`).join(', ');

/** The settings of the new repository compared with the source's; each can be copied or not. */
export function NewRepository({ settings, region, choices, onChoices, outdated }: Props) {
  const described = describeSettings(settings);
  const unchanged = described.filter((setting) => !isChoice(setting));

  const row = (setting: DescribedSetting) => {
    const { name } = setting;
    if (name === 'encryption') {
      return (
        <SettingRow
          key={name}
          setting={setting}
          planned={
            <EncryptionField
              choice={choices.encryption}
              planned={setting.planned === setting.source ? undefined : setting.planned}
              region={region}
              onChoice={(encryption) => onChoices({ ...choices, encryption })}
            />
          }
        />
      );
    }
    return (
      <SettingRow
        key={name}
        setting={setting}
        taken={choices[name]}
        onTaken={(taken) => onChoices({ ...choices, [name]: taken })}
      />
    );
  };

  return (
    <Section
      title="New repository"
      info={<InfoLink topic="review" section="repository" about="the new repository" />}
      description="Selected settings are copied from the source. The others use the ECR default."
    >
      <table
        className={`${styles.table} ${outdated ? styles.outdated : ''}`}
        aria-label="Settings of the new repository"
        aria-busy={outdated}
      >
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Source</th>
            <th scope="col">ECR default</th>
            <th scope="col">New repository</th>
          </tr>
        </thead>
        <tbody>{described.filter(isChoice).map(row)}</tbody>
      </table>
      {unchanged.length > 0 && (
        <p className={styles.usual}>
          Same as the source and the ECR default: {describeUnchanged(unchanged)}.
        </p>
      )}
    </Section>
  );
}
