import type { Module } from '#platform/module.ts'
import './index.ts'

export const jointLettersModule: Module = { name: 'joint-letters' }
