import { boxRules } from './rules-boxes.js';
import { fileRules } from './rules-files.js';
import { statisticsRules } from './rules-statistics.js';
import { section } from './section.js';

const fixes = section(
  {
    'fix.drop': 'drop the object',
    'fix.reorder-corners': 'put the corners in order',
    'fix.clip': 'clip to the image',
    'fix.mark-difficult': 'mark as difficult',
    'fix.correct-size': 'write the true image size',
    'fix.correct-angle': 'convert degrees to radians',
    'fix.strip-header': 'remove the header lines',
    'fix.rename-class': 'rename the class',
    'fix.manual': 'a person must decide',
  },
  {
    'fix.drop': '删除该目标',
    'fix.reorder-corners': '重排顶点',
    'fix.clip': '裁剪到图像内',
    'fix.mark-difficult': '标为困难',
    'fix.correct-size': '写入真实图像尺寸',
    'fix.correct-angle': '由度换算为弧度',
    'fix.strip-header': '去掉文件头行',
    'fix.rename-class': '更改类别名称',
    'fix.manual': '需人工判断',
  },
);

/**
 * Wording of the audit's rules: `<code>.title`, `<code>.why`, `<code>.<reason>`, `<code>.option.<name>`, and what repairs
 * do.
 */
export const rules = section(
  { ...fixes.en, ...boxRules.en, ...fileRules.en, ...statisticsRules.en },
  { ...fixes.zh, ...boxRules.zh, ...fileRules.zh, ...statisticsRules.zh },
);
