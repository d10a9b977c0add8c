/** A line to the database that a test can cut and mend; the database and everybody else go on without knowing. */
import net from 'node:net'
import pg from 'pg'
import { afterAll } from 'vitest'

export async function cutLine(databaseUrl: string) {
  // pg itself reads the address, so that sockets in folders and hosts are understood as it does
  const { host, port } = new pg.Client(databaseUrl)
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const open = new Set<net.Socket>()
  // while the line is silent, neither side hears anything, not even an end
  let silent = false
  const held: (() => void)[] = []
  const server = net.createServer((near) => {
    const far = net.connect(target)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        if (silent) held.push(() => other.destroy())
        else other.destroy()
      })
      one.on('data', (bytes) => void (silent ? held.push(() => other.write(bytes)) : other.write(bytes)))
      one.on('end', () => void (silent ? held.push(() => other.end()) : other.end()))
    }
  })
  const listen = (at: number) => new Promise<void>((done) => server.listen(at, '127.0.0.1', () => done()))
  await listen(0)
  const { port: here } = server.address() as net.AddressInfo
  const url = new URL(databaseUrl)
  url.searchParams.delete('host')
  url.searchParams.delete('port')
  url.host = `127.0.0.1:${here}`

  async function cut(): Promise<void> {
    if (!server.listening) return
    const closed = new Promise<void>((done) => server.close(() => done()))
    for (const socket of open) socket.destroy()
    await closed
  }

  afterAll(cut)
  return {
    url: url.href,
    cut,
    mend: () => listen(here),
    silence: () => void (silent = true),
    resume() {
      silent = false
      for (const step of held.splice(0)) step()
    },
  }
}
