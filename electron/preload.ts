import { contextBridge, ipcRenderer } from 'electron';
import type { Api } from '../shared/ipc.ts';
import { channels } from './ipc/channels.ts';

const api: Api = {
  invoke: (name, input) => ipcRenderer.invoke(channels.request, name, input),
  on(name, listener) {
    const receive = (_event: unknown, sent: unknown, payload: unknown): void => {
      if (sent === name) listener(payload);
    };
    ipcRenderer.on(channels.event, receive);
    return () => {
      ipcRenderer.removeListener(channels.event, receive);
    };
  },
};

contextBridge.exposeInMainWorld('api', api);
