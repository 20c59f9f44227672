import { lazyPage } from '../page/lazy-page.tsx';

// What the first screen does not show.

export const TransfersPage = lazyPage(
  async () => (await import('../pages/transfers/transfers-page.tsx')).TransfersPage,
);

export const HistoryPage = lazyPage(
  async () => (await import('../pages/history/history-page.tsx')).HistoryPage,
);

export const EcrReplicationPage = lazyPage(
  async () => (await import('../pages/ecr-replication/ecr-replication-page.tsx')).EcrReplicationPage,
);

export const Introduction = lazyPage(
  async () => (await import('../../features/help/introduction.tsx')).Introduction,
  null,
);

export const CommandPalette = lazyPage(
  async () => (await import('../layout/palette/command-palette.tsx')).CommandPalette,
  null,
);

export const HelpDrawer = lazyPage(
  async () => (await import('../../features/help/help-drawer.tsx')).HelpDrawer,
  null,
);

export const AppDialogs = lazyPage(async () => (await import('../dialogs/app-dialogs.tsx')).AppDialogs, null);

export const UpdatePlace = lazyPage(
  async () => (await import('../layout/notices/update-place.tsx')).UpdatePlace,
  null,
);

export const SettingsPage = lazyPage(
  async () => (await import('../pages/settings/settings-page.tsx')).SettingsPage,
);
