import { useMutation, useQuery } from '@tanstack/react-query';
import type { DiagnosticsReport, DiagnosticsSectionId } from '../../../shared/models/diagnostics.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { invoke } from '../../ipc/bridge.ts';

/** The current diagnostics. They are collected again for each dialog, because the main process caches the last report alone. */
export const useDiagnostics = (replaceNames: boolean) =>
  useQuery({
    queryKey: ['diagnostics', replaceNames],
    queryFn: () => invoke('diagnostics.collect', { replaceNames }),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

interface Saved {
  readonly report: DiagnosticsReport;
  readonly sections: readonly DiagnosticsSectionId[];
}

export const useSaveDiagnostics = () =>
  useMutation({
    mutationFn: ({ report, sections }: Saved) =>
      invoke('diagnostics.save', { reportId: report.id, sections: [...sections] }),
  });

export const useOpenLogFolder = () => useMutation({ mutationFn: () => invoke('diagnostics.openLogFolder') });

/** Tests the connections; the diagnostics contain the last result. */
export const useConnectionsForDiagnostics = () =>
  useMutation({
    mutationFn: (registries: readonly RegistrySelection[]) =>
      invoke('network.test', { registries: [...registries] }),
  });

export const useLastError = () =>
  useQuery({
    queryKey: ['last-error'],
    queryFn: () => invoke('diagnostics.lastError'),
    gcTime: 0,
  });
