/** Raised whenever any result of the engine could change; part of every run's hash. */
export const ENGINE_VERSION = 4;
