import { contextBridge, ipcRenderer } from 'electron';
import type { Api, EventChannel, RequestChannel } from '../shared/ipc.ts';

const requestChannel: RequestChannel = 'request';
const eventChannel: EventChannel = 'event';

const api: Api = {
  invoke: (name, input) => ipcRenderer.invoke(requestChannel, name, input),
  on(name, listener) {
    const receive = (_event: unknown, sentName: unknown, payload: unknown): void => {
      if (sentName === name) listener(payload);
    };
    ipcRenderer.on(eventChannel, receive);
    return () => {
      ipcRenderer.removeListener(eventChannel, receive);
    };
  },
};

contextBridge.exposeInMainWorld('api', api);
