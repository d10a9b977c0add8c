/** The supervisor's socket: one request per connection, one JSON line each way. Only its own user can reach it. */
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { makeSocketFolder, mustBePrivateFolder, socketFolder } from '../paths.ts'
import type { Hold } from './hold.ts'

export type Handler = (parameters: Record<string, unknown>) => Promise<unknown>
export type Handlers = Record<string, Handler>

/** No supervisor answers on this data directory. */
export class NotRunning extends Error {
  override name = 'NotRunning'
}

/** What the running supervisor answered instead of doing it, in its own words. */
export class Declined extends Error {
  override name = 'Declined'
}

/** Answers until closed. `handlers` is read at each request, so others may add theirs later. */
export async function listenForControl(hold: Hold, handlers: Handlers): Promise<{ close(): Promise<void> }> {
  const file = path.join(makeSocketFolder(hold.dataDirectory), 'control')
  // whoever holds the data directory is alone: a socket that is there was left by the dead
  rmSync(file, { force: true })
  const server = createServer((socket) => void answer(socket, handlers))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(file, resolve))
  chmodSync(file, 0o600)
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await closed
      rmSync(file, { force: true })
    },
  }
}

async function answer(socket: Socket, handlers: Handlers): Promise<void> {
  socket.on('error', () => {})
  const line = await firstLine(socket)
  if (line === undefined) return
  let reply: { result?: unknown; error?: string }
  try {
    const { method, parameters } = JSON.parse(line) as {
      method: string
      parameters?: Record<string, unknown>
    }
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
    if (!handler) throw new Error(`The running Watchlight does not know "${method}".`)
    reply = { result: (await handler(parameters ?? {})) ?? null }
  } catch (error) {
    reply = { error: (error as Error).message }
  }
  socket.end(JSON.stringify(reply) + '\n')
}

/** Asks the running supervisor. Throws NotRunning, or Declined with what the handler said. */
export async function askSupervisor(
  dataDirectory: string,
  method: string,
  parameters: Record<string, unknown> = {},
): Promise<unknown> {
  const folder = socketFolder(dataDirectory)
  if (!existsSync(folder)) throw new NotRunning(`No Watchlight is running on ${dataDirectory}.`)
  mustBePrivateFolder(folder, process.getuid?.())
  const socket = createConnection(path.join(folder, 'control'))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', (cause) =>
      reject(new NotRunning(`No Watchlight is running on ${dataDirectory}.`, { cause })),
    )
  })
  socket.write(JSON.stringify({ method, parameters }) + '\n')
  const line = await firstLine(socket)
  if (line === undefined) throw new NotRunning(`Watchlight on ${dataDirectory} went away before it answered.`)
  const reply = JSON.parse(line) as { result?: unknown; error?: string }
  if (reply.error !== undefined) throw new Declined(reply.error)
  return reply.result
}

function firstLine(socket: Socket): Promise<string | undefined> {
  const lines = createInterface({ input: socket })
  return new Promise((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(undefined))
    socket.once('error', () => resolve(undefined))
  })
}
