import type { Config } from '#platform/config.ts'

export interface CommandFile {
  /** Does it and gives the exit code. */
  run(words: string[], config: Config): Promise<number>
}

export interface Command {
  usage: string
  summary: string
  /** Loaded only when asked for: `doctor` must work where half the rest does not. */
  load(): Promise<CommandFile>
}

export const commands: Record<string, Command> = {
  setup: {
    usage: '[KEY-FILE]',
    summary: 'make the master key, once, and keep a copy elsewhere',
    load: () => import('./setup.ts'),
  },
  serve: {
    usage: '',
    summary: 'run everything on this machine',
    load: () => import('./serve.ts'),
  },
  migrate: {
    usage: '',
    summary: 'bring the database at DATABASE_URL to this version',
    load: () => import('./migrate.ts'),
  },
  demo: {
    usage: '[--once]',
    summary: 'an invented world to try everything in',
    load: () => import('./demo.ts'),
  },
  doctor: {
    usage: '',
    summary: 'look at the configuration and at the running server',
    load: () => import('./doctor.ts'),
  },
  stop: {
    usage: '',
    summary: 'stop the server that runs on this data directory',
    load: () => import('./stop.ts'),
  },
  member: {
    usage: 'recover ADDRESS',
    summary: 'print a one-time link for a member who is locked out',
    load: () => import('./member.ts'),
  },
  audit: {
    usage: 'verify | head | key',
    summary: 'prove that nobody has changed the history',
    load: () => import('./audit.ts'),
  },
}
