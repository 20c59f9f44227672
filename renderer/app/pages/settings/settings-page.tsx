import { PageTitle } from '../../page/page-title.tsx';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { NetworkSettings } from '../../../../shared/models/network.ts';
import { useOpenAppDialog } from '../../../components/app-dialogs.ts';
import { InfoLink } from '../../../components/info-link.tsx';
import { AccountsList } from '../../../features/settings/accounts/accounts-list.tsx';
import { refreshNetworkFacts } from '../../../features/settings/network/api.ts';
import { CertificateSettings } from '../../../features/settings/network/certificate-settings.tsx';
import { ConnectionTest } from '../../../features/settings/network/connection-test.tsx';
import { ProxySettings } from '../../../features/settings/network/proxy-settings.tsx';
import { ShellEnvironmentFacts } from '../../../features/settings/network/shell-environment-facts.tsx';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { ProfileOrder } from '../../../features/registry-picker/profiles/profile-order.tsx';
import { AppearanceSetting } from '../../../features/settings/appearance-setting.tsx';
import { UploadMethodSetting } from '../../../features/settings/upload-method-setting.tsx';
import { HistoryLimitSetting } from '../../../features/settings/history-limit-setting.tsx';
import { LogLevelSetting } from '../../../features/settings/log-level-setting.tsx';
import { NotificationSettingsForm } from '../../../features/settings/notification-settings-form.tsx';
import { WindowSetting } from '../../../features/settings/window-setting.tsx';
import { ReplicationDefaults } from '../../../features/settings/replication-defaults.tsx';
import { TransferSettingsForm } from '../../../features/settings/transfer-settings-form.tsx';
import { useSettings } from '../../../features/settings/api.ts';
import { UpdateSettingsForm } from '../../../features/updates/update-settings-form.tsx';
import { useUndoableChange } from '../../../features/settings/use-undoable-change.ts';
import { rememberedChoice } from '../../../features/settings/selection.ts';
import { AboutActions } from './about-actions.tsx';
import { refetchFailed } from '../../providers/event-sync/concerned-queries.ts';
import pageStyles from '../../page/page.module.css';
import { Section } from '../../../components/section.tsx';
import { QueryStatus } from '../../../components/query-status.tsx';
import { LoadingPage } from '../../page/loading-page.tsx';

/** The settings page; changes are saved immediately. */
export function SettingsPage() {
  const client = useQueryClient();
  const settings = useSettings();
  const { data: listing } = useProfiles();
  const change = useUndoableChange();
  const openDialog = useOpenAppDialog();
  if (settings.isError) {
    return (
      <div className={pageStyles.scroll}>
        <QueryStatus query={settings} />
      </div>
    );
  }
  if (!settings.data || !listing) return <LoadingPage text="Loading settings" />;
  const {
    profiles,
    accounts,
    network,
    appearance,
    transfers,
    replication,
    notifications,
    window,
    history,
    logging,
  } = settings.data;
  const refetch = (): void => refetchFailed(client, () => true);
  const saveNetwork = (next: NetworkSettings): void =>
    change({ network: next }, 'Network settings changed.', () => {
      void refreshNetworkFacts(client);
      refetch();
    });
  const registries = (['source', 'destination'] as const).flatMap((side) => {
    const { profile, region } = rememberedChoice(settings.data, side, listing.profiles);
    return profile && region !== undefined ? [{ side, selection: { profile: profile.name, region } }] : [];
  });

  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        <PageTitle info={<InfoLink topic="settings" about="settings" />}>Settings</PageTitle>
        <Section
          title="General"
          info={<InfoLink topic="settings" section="transfers" about="general settings" />}
        >
          <ColumnLayout columns={2} borders="vertical" minColumnWidth={340}>
            <SpaceBetween size="l">
              <AppearanceSetting
                appearance={appearance}
                onChange={(next) => change({ appearance: next }, 'Appearance changed.')}
              />
              <ReplicationDefaults
                defaults={replication}
                onChange={(next) => change({ replication: next }, 'Replication defaults changed.')}
              />
              <NotificationSettingsForm
                notifications={notifications}
                onChange={(next) => change({ notifications: next }, 'Notifications changed.')}
              />
              <HistoryLimitSetting
                limit={history.limit}
                onChange={(limit, isDeleting) =>
                  change(
                    { history: { ...history, limit } },
                    isDeleting
                      ? 'History limit changed. Undo does not restore deleted entries.'
                      : 'History limit changed.',
                  )
                }
              />
            </SpaceBetween>
            <SpaceBetween size="l">
              <TransferSettingsForm
                transfers={transfers}
                onChange={(next) => change({ transfers: next }, 'Transfer settings changed.')}
              />
              <UploadMethodSetting
                uploadMethod={replication.uploadMethod}
                onChange={(uploadMethod) =>
                  change({ replication: { ...replication, uploadMethod } }, 'Upload method changed.')
                }
              />
              <WindowSetting
                settings={window}
                onChange={(next) => change({ window: next }, 'Setting of the tray changed.')}
              />
            </SpaceBetween>
          </ColumnLayout>
        </Section>
        <Section
          title="Network"
          info={<InfoLink topic="settings" section="network" about="network settings" />}
        >
          <ColumnLayout columns={2} borders="vertical" minColumnWidth={340}>
            <ProxySettings network={network} onChange={saveNetwork} onPasswordChanged={refetch} />
            <SpaceBetween size="l">
              <CertificateSettings network={network} onChange={saveNetwork} />
              <ShellEnvironmentFacts />
            </SpaceBetween>
          </ColumnLayout>
        </Section>
        <ConnectionTest registries={registries} />
        <AccountsList
          notes={accounts}
          profiles={listing.profiles}
          onChange={(next, accountId) =>
            change({ accounts: next }, `Account ${formatAccount(accountId)} changed.`)
          }
        />
        <Section title="Updates" info={<InfoLink topic="settings" section="updates" about="updates" />}>
          <UpdateSettingsForm
            settings={settings.data.updates}
            onChange={(updates) => change({ updates }, 'Update settings changed.')}
            onCheck={() => openDialog?.('updates')}
          />
        </Section>
        <Section
          title="Log and diagnostics"
          info={<InfoLink topic="settings" section="diagnostics" about="log and diagnostics" />}
        >
          <SpaceBetween size="l">
            <LogLevelSetting
              level={logging.level}
              onChange={(level) => change({ logging: { level } }, 'Log level changed.')}
            />
            <AboutActions />
          </SpaceBetween>
        </Section>
        <Section title="Profiles" info={<InfoLink topic="settings" section="profiles" about="profiles" />}>
          <ProfileOrder
            order={profiles.order}
            files={listing.files}
            onChange={(order) => change({ profiles: { ...profiles, order } }, 'Order of profiles changed.')}
          />
        </Section>
      </div>
    </div>
  );
}
