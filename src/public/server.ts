import { getRequestListener } from '@hono/node-server'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerReady } from '#platform/web/ready-bytes.ts'
import { visitorsApp } from './app.ts'
import type { Site } from './site.ts'

/**
 * The visitors' door. Pages that are ready are answered here, before the router: bytes that lie ready need no context,
 * no matched route and no web Response around them.
 */
export function visitorsServer(site: Site): Server {
  const app = visitorsApp(site)
  const listener = getRequestListener(app.fetch)
  const server = createServer((request, response) => {
    const now = site.clock.now().getTime()
    const { url = '' } = request
    const page = (url.startsWith('/embed/') ? site.framed : site.pages).find(url, now)
    if (page && answerReady(request, response, page, now)) return
    void listener(request, response)
  })
  // whoever sends a form one byte a minute must not hold a place
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
  // longer than proxies keep theirs, so that none reuses a connection that we are closing
  server.keepAliveTimeout = 75_000
  return server
}

export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

/** No new visitor; those who are here get their answers. A connection that is kept alive ends with its answer. */
export function finish(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearInterval(sweeping)
      resolve()
    })
  })
}
