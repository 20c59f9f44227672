import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createSettingsHandlers = ({ settings }: Pick<Services, 'settings'>): HandlersOf<'settings'> => ({
  'settings.read': async () => settings.read(),
  'settings.change': (change) => settings.change(change),
});
