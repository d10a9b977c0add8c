import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readAssets } from './assets.ts'
import { build } from './build.ts'
import { projectRoot } from './paths.ts'

let root: string
let data: string

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'watchlight-build-'))
  data = path.join(root, 'data')
  write('package.json', JSON.stringify({ type: 'module', imports: { '#*': './src/*' } }))
  write('package-lock.json', '{}')
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(root, 'node_modules'))
  cpSync(path.join(projectRoot, 'src/platform/paths.ts'), path.join(root, 'src/platform/paths.ts'))
  write(
    'src/public.ts',
    `import pg from 'pg'
     import { readFileSync } from 'node:fs'
     const read = (file) => { try { return readFileSync(file).length > 0 } catch (error) { return error.code } }
     console.log(JSON.stringify({ pool: typeof pg.Pool, secret: read(process.argv[2]) }))`,
  )
  write('src/view.tsx', `export const View = () => <p class="hello">whole</p>`)
  write(
    'src/office.ts',
    `import { View } from '#view.tsx'; import pg from 'pg'; import { projectRoot, buildFolder } from '#platform/paths.ts'
     console.log(JSON.stringify({ html: String(View()), pool: typeof pg.Pool, projectRoot, buildFolder }))`,
  )
  write('src/ui/tokens.css', ':root { --ink: black }')
  write('src/ui/public.css', '@import "./tokens.css"; p { color: var(--ink) }')
  write(
    'src/public/embeds/host-script.ts',
    'const name = document.title; onload = () => { document.title = name }',
  )
  write('src/ui/islands/menu.ts', 'document.title = ("" as string)')
  write('db/migrations/0001_first.sql', 'select 1')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const run = (words: string[]) => {
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

test('the public bundle runs alone and can read nothing but itself', async () => {
  const built = await build(data, root)
  const permissions = built.publicFolders.map((folder) => `--allow-fs-read=${folder}`)
  write('secret.key', 'secret')
  const said = run(['--permission', ...permissions, built.publicEntry, path.join(root, 'secret.key')])
  expect(said).toEqual({ pool: 'function', secret: 'ERR_ACCESS_DENIED' })
  const around = path.join(built.folder, 'staff/node_modules/pg/package.json')
  expect(run(['--permission', ...permissions, built.publicEntry, around]).secret).toBe('ERR_ACCESS_DENIED')
})

test('the staff bundle renders pages, finds its packages and knows where it is', async () => {
  const built = await build(data, root)
  expect(run([built.officeEntry])).toEqual({
    html: '<p class="hello">whole</p>',
    pool: 'function',
    projectRoot: root,
    buildFolder: built.folder,
  })
  expect(readdirSync(path.join(built.folder, 'migrations'))).toEqual(['0001_first.sql'])
})

test('stylesheets and islands get names that change with their content', async () => {
  const before = readAssets(path.join((await build(data, root)).folder, 'assets'))
  expect(before.publicCss).toMatch(/^\/assets\/public-[A-Z0-9]{8}\.css$/)
  expect(before.islands).toEqual({ menu: expect.stringMatching(/^\/assets\/islands\/menu-[A-Z0-9]{8}\.js$/) })
  expect(before.files.get(before.publicCss)?.bytes.toString()).toContain('--ink')
  // runs as a plain script beside others: nothing of it may be a name of the page's
  expect(Buffer.from(before.embedScript!).toString()).toMatch(/^("use strict";)?\(\(\)=>\{.*\}\)\(\);\n$/)
  write('src/ui/tokens.css', ':root { --ink: navy }')
  const after = readAssets(path.join((await build(data, root)).folder, 'assets'))
  expect(after.publicCss).not.toBe(before.publicCss)
  expect(after.islands).toEqual(before.islands)
})

test('the same source is built once, and a broken one leaves nothing behind', async () => {
  const [first, second] = await Promise.all([build(data, root), build(data, root)])
  expect(first).toEqual(second)
  write('src/office.ts', 'import "#nowhere.ts"')
  await expect(build(data, root)).rejects.toThrow('nowhere')
  expect(readdirSync(path.join(data, 'build'))).toEqual([first.hash])
})
