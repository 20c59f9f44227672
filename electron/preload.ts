import { contextBridge, ipcRenderer } from 'electron';
import type { Api, EventChannel, RequestChannel } from '../shared/ipc.ts';
import { sendFirstRequests } from './first-requests.ts';

const requestChannel: RequestChannel = 'request';
const eventChannel: EventChannel = 'event';

const { invoke, onEvent } = sendFirstRequests((name, input) =>
  ipcRenderer.invoke(requestChannel, name, input),
);
ipcRenderer.on(eventChannel, (_event: unknown, name: unknown) => onEvent(name));

const api: Api = {
  invoke,
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
