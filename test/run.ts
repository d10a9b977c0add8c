/** `bin/test`: all checks, then all tests; ends with one line `N passed, N failed`, where a failed check counts as one. */
import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const reports = mkdtempSync(path.join(os.tmpdir(), 'watchlight-report-'))
const words = process.argv.slice(2)
const names = words.filter((word) => !word.startsWith('--'))
const full = words.includes('--full')
let passed = 0
const failures: string[] = []

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(path.join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(full ? { WATCHLIGHT_TEST_FULL: '1' } : {}), ...env },
  })
  return new Promise((resolve) =>
    child.on('close', (code) => resolve(code ?? 1)).on('error', () => resolve(1)),
  )
}

async function check(what: string, command: string, args: string[]): Promise<void> {
  console.log(`\n— ${what}`)
  if ((await run(command, args)) !== 0) failures.push(what)
}

const readJson = (file: string) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

/** Counts what ran; what was skipped, or never collected, counts as failed: a test that does not run proves nothing. */
async function rulesAndDoors(): Promise<void> {
  console.log('\n— rule and door tests')
  const file = path.join(reports, 'vitest.json')
  const code = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
    // a name may be a journey's alone; when it is nobody's, no test ran at all
    ...(names.length > 0 ? ['--passWithNoTests'] : []),
    ...names,
  ])
  const report = readJson(file) as
    | {
        testResults: {
          name: string
          status: string
          assertionResults: { status: string; fullName: string }[]
        }[]
      }
    | undefined
  const before = failures.length
  for (const { name, status, assertionResults } of report?.testResults ?? []) {
    for (const { status: result, fullName } of assertionResults) {
      if (result === 'passed') passed++
      else failures.push(`${result}: ${path.relative(root, name)}: ${fullName}`)
    }
    const quiet = assertionResults.every((result) => result.status === 'passed')
    if (status !== 'passed' && quiet) failures.push(`did not run: ${path.relative(root, name)}`)
  }
  const collected = new Set(report?.testResults.map((result) => path.relative(root, result.name)))
  for (const wanted of globSync('{src,test}/**/*.test.{ts,tsx}', { cwd: root })) {
    if (names.length === 0 && !collected.has(wanted)) failures.push(`not collected: ${wanted}`)
  }
  if (code !== 0 && failures.length === before) failures.push('vitest ended with an error')
}

async function journeys(): Promise<void> {
  const files = globSync('e2e/**/*.spec.ts', { cwd: root })
  if (!files.some((file) => names.length === 0 || names.some((name) => file.includes(name)))) return
  console.log('\n— journeys in a browser')
  const file = path.join(reports, 'playwright.json')
  const code = await run('playwright', ['test', '--reporter=list,json', ...names], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  })
  const stats = (readJson(file) as { stats?: Record<string, number> } | undefined)?.stats
  passed += stats?.expected ?? 0
  const bad = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (stats?.skipped ?? 0)
  for (let n = 0; n < bad; n++) failures.push('journey: see above')
  if (code !== 0 && bad === 0) failures.push('playwright ended with an error')
}

if (names.length === 0) {
  await check('format', 'oxfmt', ['--check', '.'])
  await check('lint', 'oxlint', ['--type-aware', '--deny-warnings', '.'])
  await check('types', 'tsc', ['-p', '.'])
}
await rulesAndDoors()
await journeys()
rmSync(reports, { recursive: true, force: true })
if (passed === 0) failures.push('no test ran')
console.log(failures.length > 0 ? `\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}` : '')
console.log(`${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0
