// @ts-check
// What the device keeps of the daybook: the days that were taken along, and what is not sent yet.
// An entry is on the disk before the page says that it is noted.

/** @import {Days, Entry} from "./outbox.js" */

const NAME = "visavis-daybook";
const DAYS = "days";
const ENTRIES = "entries";

/** @returns {Promise<IDBDatabase>} */
function open() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore(DAYS);
    asked.result.createObjectStore(ENTRIES, { keyPath: "id" });
  };
  return answer(asked);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * One transaction, on the disk when it returns.
 * @param {string} store
 * @param {(store: IDBObjectStore) => void} work
 * @returns {Promise<void>}
 */
async function write(store, work) {
  const base = await open();
  try {
    const transaction = base.transaction(store, "readwrite", { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = () => reject(transaction.error);
    });
    work(transaction.objectStore(store));
    await done;
  } finally {
    base.close();
  }
}

/** @template T @param {string} store @param {(store: IDBObjectStore) => IDBRequest<T>} ask */
async function read(store, ask) {
  const base = await open();
  try {
    return await answer(ask(base.transaction(store).objectStore(store)));
  } finally {
    base.close();
  }
}

/** @returns {Promise<Days | null>} */
export const days = async () => (await read(DAYS, (store) => store.get(DAYS))) ?? null;

/** @param {Days} taken */
export const keepDays = (taken) => write(DAYS, (store) => void store.put(taken, DAYS));

export const forgetDays = () => write(DAYS, (store) => void store.clear());

/** @returns {Promise<Entry[]>} */
export const entries = () => read(ENTRIES, (store) => store.getAll());

/** @param {Entry} entry */
export const keepEntry = (entry) => write(ENTRIES, (store) => void store.put(entry));

/** @param {string[]} ids */
export const forgetEntries = (ids) =>
  write(ENTRIES, (store) => ids.forEach((id) => store.delete(id)));
