/** `watchlight audit` at a running server: the command, its socket, and what it says. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { verifyKeyText } from '#platform/audit/head.ts'
import { auditFolder, openHeadFiles } from '#platform/audit/head-files.ts'
import { lastCheck } from '#platform/audit/keeping-watch.ts'
import { linkEvents } from '#platform/audit/linking.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { projectRoot } from '#platform/paths.ts'
import { listenForControl } from '#platform/supervisor/control.ts'
import { holdDataDirectory } from '#platform/supervisor/hold.ts'
import { buildOrganisation } from '../../test/build.ts'
import { mailCatalogue as catalogue } from '../../test/catalogue.ts'
import { testDatabase } from '../../test/database.ts'
import { testWorker } from '../../test/worker.ts'
import { auditHandlers, run } from './audit.ts'

const database = await testDatabase()
const { db, services } = testWorker(database, { catalogue, clock: systemClock })
const data = mkdtempSync(path.join(os.tmpdir(), 'watchlight-audited-'))
const config = readConfig({ WATCHLIGHT_DATA: data })
const hold = holdDataDirectory(data)
const roleUrls = { public: database.publicUrl, office: database.officeUrl, worker: database.workerUrl }
const control = await listenForControl(
  hold,
  auditHandlers({ masterKey: database.masterKey, roleUrls }, config),
)
afterAll(async () => {
  await control.close()
  hold.release()
  rmSync(data, { recursive: true, force: true })
})

async function audit(words: string[], input = '') {
  const main = path.join(projectRoot, 'src/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'audit', ...words], {
    env: { PATH: process.env.PATH, WATCHLIGHT_DATA: data },
  })
  child.stdin.end(input)
  const code = new Promise((resolve) => child.once('close', resolve))
  const [out, trouble] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, out, trouble }
}

test('the chain is verified, its head printed, and a head that was kept shows what was done', async () => {
  expect(await audit(['head'])).toMatchObject({ code: 1, trouble: 'Nothing is linked yet.\n' })
  await buildOrganisation(db)
  await expect.poll(() => linkEvents(services), { timeout: 30_000 }).toBeDefined()

  const whole = await audit(['verify'])
  expect(whole).toMatchObject({ code: 0, trouble: '' })
  expect(whole.out).toMatch(/^good {3}1 links over [1-9]\d* events, the last made at 2/)
  expect(whole.out).toContain('no signed head to compare with')
  expect((await audit(['key'])).out.trim()).toBe(verifyKeyText(services.keys.auditPrivate))

  const head = (await audit(['head'])).out
  expect((await audit(['verify', '--head', '-'], head)).out).toContain('Compared with 1 signed heads')
  const mail = path.join(data, 'mail.eml')
  writeFileSync(mail, `Subject: Audit\r\n\r\n${head.replaceAll('\n', '\r\n')}`)
  expect((await audit(['verify', '--head', mail])).code).toBe(0)

  const owner = new pg.Client(database.ownerUrl)
  await owner.connect()
  await owner.query('delete from wl.audit_links')
  await owner.end()
  expect((await audit(['verify'])).code).toBe(0)
  const cut = await audit(['verify', '--head', head])
  expect(cut).toMatchObject({ code: 1, trouble: '' })
  expect(cut.out).toMatch(/WRONG {2}Link 1: the chain ends before it.*Head of 2/)
  expect(await lastCheck(db.pool)).toMatchObject({ bad: { position: 1, fault: 'cut' } })
  expect((await openHeadFiles(auditFolder(data)).kept()).heads).toHaveLength(1)
}, 120_000)

test('what is no head, and what is no command, is said to be none', async () => {
  expect(await audit(['verify', '--head', 'hello'])).toMatchObject({
    code: 1,
    trouble: 'There is no audit head in this text.\n',
  })
  for (const words of [[], ['verify', 'all'], ['verify', '--head'], ['repair']])
    expect(await run(words, config)).toBe(64)
})
