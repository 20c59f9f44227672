import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import type { NetworkSettings } from '../../../../shared/models/network.ts';
import type { SettingsChange } from '../../../../shared/models/settings.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { AccountsList } from '../../../features/settings/accounts/accounts-list.tsx';
import { forgetNetworkFacts } from '../../../features/settings/network/api.ts';
import { CertificateSettings } from '../../../features/settings/network/certificate-settings.tsx';
import { ConnectionTest } from '../../../features/settings/network/connection-test.tsx';
import { ProxySettings } from '../../../features/settings/network/proxy-settings.tsx';
import { ShellEnvironmentFacts } from '../../../features/settings/network/shell-environment-facts.tsx';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { ProfileOrder } from '../../../features/registry-picker/profiles/profile-order.tsx';
import { AppearanceSetting } from '../../../features/settings/appearance-setting.tsx';
import { UploadMethodSetting } from '../../../features/settings/upload-method-setting.tsx';
import { HistoryLimitSetting } from '../../../features/settings/history-limit-setting.tsx';
import { NotificationSettingsForm } from '../../../features/settings/notification-settings-form.tsx';
import { ReplicationDefaults } from '../../../features/settings/replication-defaults.tsx';
import { TransferSettingsForm } from '../../../features/settings/transfer-settings-form.tsx';
import { useChangeSettings, useSettings } from '../../../features/settings/api.ts';
import { rememberedChoice } from '../../../features/settings/selection.ts';
import { refetchFailed } from '../../providers/event-sync/concerned-queries.ts';
import pageStyles from '../../layout/page.module.css';

/** Everything that can be set: kept at once, with no button to save. */
export function SettingsPage() {
  const client = useQueryClient();
  const settings = useSettings();
  const { data: listing } = useProfiles();
  const change = useChangeSettings();
  if (settings.isError) {
    return (
      <div className={pageStyles.scroll}>
        <ErrorAlert error={toErrorData(settings.error)} actions={{ retry: () => void settings.refetch() }} />
      </div>
    );
  }
  if (!settings.data || !listing) {
    return (
      <div className={pageStyles.center}>
        <StatusIndicator type="loading">Reading the settings</StatusIndicator>
      </div>
    );
  }
  const { profiles, accounts, network, appearance, transfers, replication, notifications, history } =
    settings.data;
  const keep = (part: SettingsChange): void => change.mutate(part);
  const askAgain = (): void => refetchFailed(client, () => true);
  const keepNetwork = (next: NetworkSettings): void =>
    change.mutate(
      { network: next },
      {
        onSuccess: () => {
          void forgetNetworkFacts(client);
          askAgain();
        },
      },
    );
  const registries = (['source', 'destination'] as const).flatMap((side) => {
    const { profile, region } = rememberedChoice(settings.data, side, listing.profiles);
    return profile && region !== undefined ? [{ side, selection: { profile: profile.name, region } }] : [];
  });

  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        <h1 className={pageStyles.title}>Settings</h1>
        <Container header={<Header variant="h2">General</Header>}>
          <ColumnLayout columns={2} borders="vertical" minColumnWidth={340}>
            <SpaceBetween size="l">
              <AppearanceSetting appearance={appearance} onChange={(next) => keep({ appearance: next })} />
              <ReplicationDefaults defaults={replication} onChange={(next) => keep({ replication: next })} />
              <NotificationSettingsForm
                notifications={notifications}
                onChange={(next) => keep({ notifications: next })}
              />
              <HistoryLimitSetting
                limit={history.limit}
                onChange={(limit) => keep({ history: { ...history, limit } })}
              />
            </SpaceBetween>
            <SpaceBetween size="l">
              <TransferSettingsForm transfers={transfers} onChange={(next) => keep({ transfers: next })} />
              <UploadMethodSetting
                uploadMethod={replication.uploadMethod}
                onChange={(uploadMethod) => keep({ replication: { ...replication, uploadMethod } })}
              />
            </SpaceBetween>
          </ColumnLayout>
        </Container>
        <Container header={<Header variant="h2">Network</Header>}>
          <ColumnLayout columns={2} borders="vertical" minColumnWidth={340}>
            <ProxySettings network={network} onChange={keepNetwork} onPasswordChanged={askAgain} />
            <SpaceBetween size="l">
              <CertificateSettings network={network} onChange={keepNetwork} />
              <ShellEnvironmentFacts />
            </SpaceBetween>
          </ColumnLayout>
        </Container>
        <ConnectionTest registries={registries} />
        <AccountsList
          notes={accounts}
          profiles={listing.profiles}
          onChange={(next) => keep({ accounts: next })}
        />
        <Container header={<Header variant="h2">Profiles</Header>}>
          <ProfileOrder
            order={profiles.order}
            files={listing.files}
            onChange={(order) => keep({ profiles: { ...profiles, order } })}
          />
        </Container>
      </div>
    </div>
  );
}
