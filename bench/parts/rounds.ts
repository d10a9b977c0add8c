import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { LoadConfig, LoadResult } from './load.ts'

export interface Contestant {
  name: string
  port: number
  /** microseconds of processor that it has used so far; undefined when it cannot be asked */
  cpu(): Promise<number | undefined>
  close(): Promise<void>
}

export const part = (name: string) => path.join(import.meta.dirname, name)
export const heard = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      child.off('exit', onExit)
      resolve(message as T)
    }
    const onExit = (code: number | null): void => {
      child.off('message', onMessage)
      reject(new Error(`a process of the bench ended with ${code}`))
    }
    child.once('message', onMessage)
    child.once('exit', onExit)
  })

export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.disconnect()
  })
}

/** Starts a server of bench/parts that says its port, and answers 'cpu'. */
export async function contestant(name: string, file: string, config: object): Promise<Contestant> {
  const child = fork(part(file), [JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const { port } = await heard<{ port: number }>(child)
  return {
    name,
    port,
    async cpu() {
      child.send('cpu')
      const { cpu } = await heard<{ cpu: NodeJS.CpuUsage }>(child)
      return cpu.user + cpu.system
    },
    close: () => ended(child),
  }
}

export interface Round extends LoadResult {
  /** microseconds of the server's processor for one request */
  cpuEach: number | undefined
}

/**
 * Every round loads every contestant once, one after the other: what else happens on the machine hits all alike.
 * The order turns, so that nobody is always first.
 */
export async function interleaved(
  contestants: readonly Contestant[],
  options: {
    rounds: number
    seconds: number
    connections: number
    requests(contestant: Contestant): string[]
  },
): Promise<Map<string, Round[]>> {
  const load = fork(part('load.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const run = async (config: LoadConfig): Promise<LoadResult> => {
    load.send(config)
    return await heard<LoadResult>(load)
  }
  const results = new Map<string, Round[]>(contestants.map(({ name }) => [name, []]))
  const { connections, seconds, requests } = options
  for (const one of contestants)
    await run({ port: one.port, connections, seconds: 0.7, requests: requests(one) })
  for (let round = 0; round < options.rounds; round++) {
    for (let i = 0; i < contestants.length; i++) {
      const one = contestants[(i + round) % contestants.length]!
      const before = await one.cpu()
      const result = await run({ port: one.port, connections, seconds, requests: requests(one) })
      const after = await one.cpu()
      const cpuEach =
        before === undefined || after === undefined ? undefined : (after - before) / result.requests
      results.get(one.name)!.push({ ...result, cpuEach })
    }
  }
  await ended(load)
  return results
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Median of the ratios round by round: a slow round is slow for both. */
export const ratio = (ours: readonly Round[], limit: readonly Round[]): number =>
  Number(median(ours.map((round, i) => round.perSecond / limit[i]!.perSecond)).toFixed(3))

export const rate = (rounds: readonly Round[]): number =>
  Math.round(median(rounds.map((round) => round.perSecond)))
export const cpu = (rounds: readonly Round[]): number | undefined => {
  const each = rounds.flatMap((round) => round.cpuEach ?? [])
  return each.length === 0 ? undefined : Math.round(median(each))
}

/** @throws Error when an answer had another status than expected: a bench of errors measures nothing */
export function mustAllBe(status: string, results: Map<string, Round[]>): void {
  for (const [name, rounds] of results)
    for (const round of rounds)
      if (Object.keys(round.statuses).some((one) => one !== status))
        throw new Error(`${name} answered ${JSON.stringify(round.statuses)}`)
}
