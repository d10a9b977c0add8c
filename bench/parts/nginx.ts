import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Contestant } from './rounds.ts'

/** nginx with the same page as a static, already compressed file; undefined on a machine without it. */
export async function nginx(page: Buffer): Promise<Contestant | undefined> {
  if (spawnSync('nginx', ['-v'], { stdio: 'ignore' }).error) return undefined
  const folder = mkdtempSync(path.join(os.tmpdir(), 'watchlight-nginx-'))
  // its workers may run as another user
  chmodSync(folder, 0o755)
  writeFileSync(path.join(folder, 'page.html'), page)
  writeFileSync(path.join(folder, 'page.html.gz'), gzipSync(page, { level: 6 }))
  const port = await freePort()
  writeFileSync(path.join(folder, 'nginx.conf'), configuration(folder, port))
  const child = spawn('nginx', [
    '-p',
    folder,
    '-c',
    path.join(folder, 'nginx.conf'),
    '-e',
    path.join(folder, 'error.log'),
  ])
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await answering(port, child.pid === undefined ? gone : undefined)
  return {
    name: 'nginx',
    port,
    cpu: () => Promise.resolve(undefined),
    async close() {
      child.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const configuration = (folder: string, port: number): string => `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  keepalive_requests 1000000;
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    gzip_static on;
    types { text/html html; }
    location / { try_files /page.html =404; }
  }
}
`

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as net.AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

/** @throws Error when it ended before it answered */
async function answering(port: number, gone: Promise<void> | undefined): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1')
      socket.once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    if (answered) return
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 50)), gone])
  }
  throw new Error('nginx does not answer')
}
