import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { PlannedSettings, SettingChoices } from '../../../shared/models/repository-settings.ts';
import type { DescribedSetting } from '../../../shared/text/repository-settings.ts';
import { describeSettings } from '../../../shared/text/repository-settings.ts';
import { EncryptionField } from './encryption-field.tsx';
import styles from './new-repository.module.css';
import { SettingRow } from './setting-row.tsx';

interface Props {
  /** As last planned. */
  readonly settings: PlannedSettings;
  /** Where it is created. */
  readonly region: string;
  readonly choices: SettingChoices;
  readonly onChoices: (choices: SettingChoices) => void;
  /** True while a plan with other choices is being made. */
  readonly outdated: boolean;
}

/** Nothing can be chosen where the source has what ECR gives by itself. */
const isChoice = ({ name, differs, unreadable }: DescribedSetting): boolean =>
  name === 'encryption' || differs || unreadable !== undefined;

const describeUsual = (settings: readonly DescribedSetting[]): string =>
  settings.map(({ title, planned }) => `${title.toLowerCase()} (${planned.toLowerCase()})`).join(', ');

/** The settings of the repository that will be created, against the source's: each is taken over or left. */
export function NewRepository({ settings, region, choices, onChoices, outdated }: Props) {
  const described = describeSettings(settings);
  const usual = described.filter((setting) => !isChoice(setting));

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
    <Container
      header={
        <Header variant="h2" description="What it takes over from the source; the rest is as ECR has it.">
          New repository
        </Header>
      }
    >
      <table
        className={`${styles.table} ${outdated ? styles.outdated : ''}`}
        aria-label="Settings of the new repository"
        aria-busy={outdated}
      >
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">At the source</th>
            <th scope="col">ECR’s default</th>
            <th scope="col">Will be</th>
          </tr>
        </thead>
        <tbody>{described.filter(isChoice).map(row)}</tbody>
      </table>
      {usual.length > 0 && (
        <p className={styles.usual}>As ECR has it at the source, too: {describeUsual(usual)}.</p>
      )}
    </Container>
  );
}
