import { existsSync } from 'node:fs'
import type { Config } from '#platform/config.ts'
import { checkCode, readKeyFile } from '#platform/key-file.ts'
import { askSupervisor, NotRunning } from '#platform/supervisor/control.ts'
import type { Status } from '#platform/supervisor/supervisor.ts'
import { say } from './running.ts'

/** What is wrong, in words; nothing is changed. Exit code 1 when something is. */
export async function run(_words: string[], config: Config): Promise<number> {
  const findings = [checkKey(config), checkMail(config), checkSource(config), await checkServer(config)]
  for (const finding of findings) say(`${finding.good ? 'good ' : 'WRONG'}  ${finding.text}`)
  return findings.every((finding) => finding.good) ? 0 : 1
}

interface Finding {
  good: boolean
  text: string
}

function checkKey(config: Config): Finding {
  if (!config.keyFile)
    return { good: false, text: 'WATCHLIGHT_KEY_FILE is not set: run "watchlight setup" once.' }
  try {
    return {
      good: true,
      text: `Master key ${config.keyFile}, check code ${checkCode(readKeyFile(config.keyFile))}.`,
    }
  } catch (error) {
    return { good: false, text: (error as Error).message }
  }
}

function checkMail(config: Config): Finding {
  return config.smtpUrl
    ? {
        good: true,
        text: `Mail leaves through ${new URL(config.smtpUrl).host}, but for organisations that named a mail server of their own.`,
      }
    : { good: false, text: 'WATCHLIGHT_SMTP_URL is not set: no mail can leave.' }
}

/** Source: GNU AGPL version 3, section 13: visitors are offered the source code of what they use. */
function checkSource(config: Config): Finding {
  return config.sourceUrl
    ? { good: true, text: `Visitors find the source code at ${config.sourceUrl}.` }
    : {
        good: true,
        text: 'WATCHLIGHT_SOURCE_URL is not set: visitors ask your organisation for the source code.',
      }
}

async function checkServer(config: Config): Promise<Finding> {
  if (!existsSync(config.dataDirectory)) {
    return {
      good: false,
      text: `Data directory ${config.dataDirectory} is not there: nothing was ever started here.`,
    }
  }
  try {
    const status = (await askSupervisor(config.dataDirectory, 'status')) as Status
    const children = status.children.map((child) => `${child.role} ${child.state}`).join(', ')
    const good = !status.locked && status.children.every((child) => child.state === 'ready')
    return {
      good,
      text: `Server ${status.locked ? 'waits for its key; ' : ''}runs build ${status.build}: ${children}.`,
    }
  } catch (error) {
    if (error instanceof NotRunning) return { good: false, text: error.message }
    throw error
  }
}
