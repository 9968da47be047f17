import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import type { Score, Scoring } from './score-password.js';

// The thread that scores passwords. It holds the word lists, which are large.

const scorer = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
});

parentPort?.on('message', ({ password, near }: Scoring) => {
  const { score, feedback } = scorer.check(password, near);
  parentPort?.postMessage({ score, warning: feedback.warning } satisfies Score);
});
