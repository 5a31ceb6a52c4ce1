import { section } from './section.js';

/**
 * What a bad box does to training: `where.<who>` names who is hit, a bare code says what happens, `stage.<stage>` and
 * `chain.<stage>.<code>` word the way from the box to the weights.
 */
export const consequences = section(
  {
    'where.mmrotate-0.3.4': 'MMRotate 0.3.4',
    'where.mmrotate-0.3.4/s2anet': 'S2ANet, MMRotate 0.3.4',
    'where.mmrotate-0.3.4/r3det': 'R3Det, MMRotate 0.3.4',
    'where.mmrotate-0.3.4/oriented-rcnn': 'Oriented R-CNN, MMRotate 0.3.4',
    'where.mmrotate-0.3.4/rotated-retinanet': 'Rotated RetinaNet, MMRotate 0.3.4',
    'where.mmrotate-1.0.0rc1': 'MMRotate 1.0.0rc1',
    'where.mmrotate-1.0.0rc1/s2anet': 'S2ANet, MMRotate 1.0.0rc1',
    'where.mmrotate-1.0.0rc1/r3det': 'R3Det, MMRotate 1.0.0rc1',
    'where.mmrotate-1.0.0rc1/oriented-rcnn': 'Oriented R-CNN, MMRotate 1.0.0rc1',
    'where.mmrotate-1.0.0rc1/rotated-retinanet': 'Rotated RetinaNet, MMRotate 1.0.0rc1',
    'where.mmrotate-1.x+filter': 'MMRotate 1.x with FilterAnnotations',

    kept: 'The loader keeps the box.',
    'rectangle-invented':
      'The loader keeps the object, with a rectangle that OpenCV made up from corners that are not numbers: cx, cy, w, h = {rectangle}.',
    'dropped-silently':
      'The loader drops the box without a word{versions, select, all {} other { in recipes with {versions}}}: its short side, {side} px, is below {minimum} px.',
    'image-ignored': 'No object of the image is left, so the image is not trained on.',
    'lost-in-split':
      'Splitting into windows drops the object: at most {percent} % of its area lie in one window, and 70 % are needed.',
    'split-crash': 'Splitting into windows stops with a {error}: Shapely refuses the polygon.',
    'left-out-as-difficult': 'The object is left out of training: its difficulty {difficulty} is above 100.',
    'loader-crash':
      'Training does not start{versions, select, all {} other { in recipes with {versions}}}: loading stops with a {error}.',
    'loader-hang':
      'Training does not start{versions, select, all {} other { in recipes with {versions}}}: the loop that normalises the angle never ends.',
    'line-skipped': 'Splitting into windows skips the line without a word.',
    'filter-drops':
      'FilterAnnotations with min_gt_bbox_wh=({minimum}, {minimum}) after Resize drops the box: its short side is {side} px at training scale.',
    'filter-keeps':
      'FilterAnnotations after Resize keeps the box, even with {minimum} px: its short side is {side} px at training scale.',
    'gradient-nan':
      'Target {target}, loss {loss}, gradient NaN: clipping spreads the NaN to every weight, and no later step removes it. {probability, plural, =1 {It happens in epoch 1, at the first visit of the image.} other {With a chance of {probability} per epoch, expect it by epoch {epoch}.}}',
    'loss-infinite':
      'Target {target}: the loss is {loss} for one iteration, but the gradient stays finite and training goes on.',
    'every-anchor':
      'The IoU is 0 with every anchor, and 0 is enough for a match: all {anchors} anchors of the image become positive for this object and are lost to the others. Target {target}, loss {loss} per anchor.',
    'anchors-ignored':
      'The IoU is NaN with every anchor: all anchors of the image are ignored, and next to nothing is learned from it.',
    'undecodable-target':
      'Target {target} from an anchor of {prior} px: a side would have to change by more than a factor of 62.5, which no decoder lets through. The loss stays near {loss}; its gradient is bounded, so the weights survive.',
    'target-outlier':
      'Target {target} from an anchor of {prior} px: the centre lies more than ten anchor sides away. The loss is {loss}; its gradient is bounded, so the weights survive.',
    'never-proposed':
      'The proposal stage never learns the object: the best anchor reaches an IoU of {iou}, and 0.3 is needed.',
    'forced-match':
      'No anchor reaches an IoU of 0.5, so {anchors, plural, one {the best one is} other {the best # are}} taken at {iou}. Target {target}, loss {loss}.',
    'trains-normally': 'Trains as it should: IoU {iou}, target {target}, loss {loss}.',
    'anchors-taken':
      'The target would be {target}, but other objects of the image take every anchor away: the first stage never sees the box.',

    'stage.annotation': 'Annotation',
    'stage.loader': 'Loader',
    'stage.resize': 'Resize',
    'stage.match': 'Match',
    'stage.target': 'Target',
    'stage.loss': 'Loss',
    'stage.gradient': 'Gradient',
    'stage.clip': 'Clipping',
    'stage.weights': 'Weights',

    'chain.annotation.corners': '{class}, line {line}: corners {corners}; long side {long} px, short side {short} px.',
    'chain.annotation.stated':
      '{class}, line {line}: cx, cy, w, h = {box} at {degrees}°; long side {long} px, short side {short} px.',
    'chain.loader.window': 'The image is split into windows of {side} px; this one starts at {x}, {y}.',
    'chain.loader.box': 'The loader makes cx, cy, w, h = {box} at {degrees}° of it.',
    'chain.loader.dropped':
      'The loader drops it without a word: a side of {side} px is below {minimum} px ({version}).',
    'chain.loader.not-in-window':
      'No window keeps it: at most {percent} % of its area lie in one, and 70 % are needed.',
    'chain.loader.split-crash': 'Splitting into windows stops with a {error}: Shapely refuses the polygon.',
    'chain.loader.crash': 'Loading stops with a {error}.',
    'chain.loader.hang': 'The loop that normalises the angle never ends.',
    'chain.loader.difficult': 'It is left out: difficulty {difficulty} is above 100.',
    'chain.loader.pipelines':
      '0.3.4 {older, select, kept {keeps} dropped {drops} other {never gets to}} it, 0.3.4 with PolyRandomRotate {olderRotated, select, kept {keeps} dropped {drops} other {never gets to}} it, 1.0.0rc1 {newer, select, kept {keeps} dropped {drops} other {never gets to}} it, 1.x with FilterAnnotations(0.01) {newerFiltered, select, kept {keeps} dropped {drops} other {never gets to}} it, with FilterAnnotations(2) {newerFiltered2, select, kept {keeps} dropped {drops} other {never gets to}} it.',
    'chain.resize.unchanged': 'The image is trained at {width} × {height} px, so the box keeps its size.',
    'chain.resize.scaled': 'The image is resized by {scale} to {width} × {height} px: cx, cy, w, h = {box}.',
    'chain.match.positive':
      '{anchors} of {of} anchors reach an IoU of {threshold}; the best has {iou}: {box} at {degrees}°, stride {stride}.',
    'chain.match.forced':
      'None of {of} anchors reaches an IoU of {threshold}; the best {anchors, plural, one {one has} other {# have}} {iou} and {anchors, plural, one {is} other {are}} positive all the same: {box} at {degrees}°, stride {stride}.',
    'chain.match.every-anchor':
      'The IoU is 0 with all {of} anchors. That is the best there is, so all of them become positive, the first being {box} at {degrees}°.',
    'chain.match.ignored': 'The IoU is NaN with all {of} anchors: every anchor is ignored.',
    'chain.match.none':
      'None of {of} anchors becomes positive: the best reaches an IoU of {iou}, and at least {lowest} is needed.',
    'chain.match.own-proposal':
      'The object itself joins the proposals, as one of about {positives} positives of which 128 are sampled: {box} at {degrees}°.',
    'chain.target.delta':
      'dx, dy, dw, dh, dθ = {target}{undecodable, select, true {; a side is out of reach of any decoder} other {}}.',
    'chain.target.midpoint-offset':
      'dx, dy, dw, dh, dα, dβ = {target}{undecodable, select, true {; a side is out of reach of any decoder} other {}}.',
    'chain.loss.smooth-l1': 'SmoothL1 with β = {beta}, for a prediction of 0: {loss}.',
    'chain.loss.l1': 'L1, for a prediction of 0: {loss}.',
    'chain.gradient.finite': 'By part of the target: {gradient}.',
    'chain.gradient.nan':
      'By part of the target: {gradient}. The branch of SmoothL1 that is not chosen sends back 0 times Infinity, or NaN, and both are NaN.',
    'chain.clip.finite': 'Norm {norm}, limit {maxNorm}: gradients are multiplied by {factor}.',
    'chain.clip.nan': 'The norm of all gradients is NaN: clipping to {maxNorm} multiplies every gradient by NaN.',
    'chain.weights.lost':
      'The step makes every weight NaN, for good. {percent, plural, =100 {This happens in epoch 1, at the first visit of the image.} other {With a chance of {percent} % per epoch, expect it by epoch {epoch}.}}',
    'chain.weights.spared': 'Other objects of the image take the anchors away: the weights stay finite.',
    'chain.weights.updated': 'The weights move by a finite step.',
    'chain.weights.untouched': 'Nothing predicts the box, so it moves no weight.',
  },
  {
    'where.mmrotate-0.3.4': 'MMRotate 0.3.4',
    'where.mmrotate-0.3.4/s2anet': 'S2ANet（MMRotate 0.3.4）',
    'where.mmrotate-0.3.4/r3det': 'R3Det（MMRotate 0.3.4）',
    'where.mmrotate-0.3.4/oriented-rcnn': 'Oriented R-CNN（MMRotate 0.3.4）',
    'where.mmrotate-0.3.4/rotated-retinanet': 'Rotated RetinaNet（MMRotate 0.3.4）',
    'where.mmrotate-1.0.0rc1': 'MMRotate 1.0.0rc1',
    'where.mmrotate-1.0.0rc1/s2anet': 'S2ANet（MMRotate 1.0.0rc1）',
    'where.mmrotate-1.0.0rc1/r3det': 'R3Det（MMRotate 1.0.0rc1）',
    'where.mmrotate-1.0.0rc1/oriented-rcnn': 'Oriented R-CNN（MMRotate 1.0.0rc1）',
    'where.mmrotate-1.0.0rc1/rotated-retinanet': 'Rotated RetinaNet（MMRotate 1.0.0rc1）',
    'where.mmrotate-1.x+filter': '加了 FilterAnnotations 的 MMRotate 1.x',

    kept: '加载器保留该框。',
    'rectangle-invented': '加载器保留了该目标，但矩形是 OpenCV 由非数值的角点凭空得出的：cx、cy、w、h = {rectangle}。',
    'dropped-silently':
      '加载器{versions, select, all {} other {在使用 {versions} 的配置中}}不声不响地丢弃该框：短边 {side} px 小于 {minimum} px。',
    'image-ignored': '图像中不再有任何目标，因此该图像不参与训练。',
    'lost-in-split': '切图时该目标被丢弃：任何一个窗口最多只含其面积的 {percent} %，而要求是 70 %。',
    'split-crash': '切图因 {error} 中止：Shapely 不接受该多边形。',
    'left-out-as-difficult': '该目标不参与训练：其难度 {difficulty} 大于 100。',
    'loader-crash':
      '{versions, select, all {} other {在使用 {versions} 的配置中，}}训练无法开始：加载时因 {error} 中止。',
    'loader-hang':
      '{versions, select, all {} other {在使用 {versions} 的配置中，}}训练无法开始：角度归一化的循环永不结束。',
    'line-skipped': '切图时不声不响地跳过这一行。',
    'filter-drops':
      '在 Resize 之后加 FilterAnnotations（min_gt_bbox_wh=({minimum}, {minimum})）会丢弃该框：训练尺度下短边为 {side} px。',
    'filter-keeps':
      '在 Resize 之后加 FilterAnnotations，即使取 {minimum} px 也会保留该框：训练尺度下短边为 {side} px。',
    'gradient-nan':
      '回归目标 {target}，损失 {loss}，梯度为 NaN：梯度裁剪把 NaN 传给每一个权重，此后再也无法恢复。{probability, plural, =1 {第 1 轮首次遇到该图像时就会发生。} other {每轮发生的概率为 {probability}，预计到第 {epoch} 轮发生。}}',
    'loss-infinite': '回归目标 {target}：损失在一次迭代中为 {loss}，但梯度仍有限，训练继续。',
    'every-anchor':
      '与所有锚框的 IoU 都是 0，而 0 就足以匹配：图像的全部 {anchors} 个锚框都成为该目标的正样本，其他目标因此失去它们。回归目标 {target}，每个锚框的损失 {loss}。',
    'anchors-ignored': '与所有锚框的 IoU 都是 NaN：图像的全部锚框都被忽略，几乎学不到任何东西。',
    'undecodable-target':
      '相对于 {prior} px 的锚框，回归目标为 {target}：某一边需要缩放 62.5 倍以上，任何解码器都不允许。损失停在 {loss} 附近；梯度有界，权重不受损。',
    'target-outlier':
      '相对于 {prior} px 的锚框，回归目标为 {target}：中心偏离超过锚框边长的十倍。损失为 {loss}；梯度有界，权重不受损。',
    'never-proposed': '候选框阶段永远学不到该目标：最好的锚框 IoU 只有 {iou}，而至少需要 0.3。',
    'forced-match':
      '没有锚框的 IoU 达到 0.5，于是强制匹配 IoU 最高（{iou}）的 {anchors} 个锚框。回归目标 {target}，损失 {loss}。',
    'trains-normally': '训练正常：IoU {iou}，回归目标 {target}，损失 {loss}。',
    'anchors-taken': '回归目标本应为 {target}，但图像中的其他目标抢走了所有锚框：第一阶段不会遇到该框。',

    'stage.annotation': '标注',
    'stage.loader': '加载',
    'stage.resize': '缩放',
    'stage.match': '匹配',
    'stage.target': '回归目标',
    'stage.loss': '损失',
    'stage.gradient': '梯度',
    'stage.clip': '梯度裁剪',
    'stage.weights': '权重',

    'chain.annotation.corners': '{class}，第 {line} 行：角点 {corners}；长边 {long} px，短边 {short} px。',
    'chain.annotation.stated':
      '{class}，第 {line} 行：cx、cy、w、h = {box}，角度 {degrees}°；长边 {long} px，短边 {short} px。',
    'chain.loader.window': '图像被切成 {side} px 的窗口，此窗口始于 {x}, {y}。',
    'chain.loader.box': '加载器由此得到 cx、cy、w、h = {box}，角度 {degrees}°。',
    'chain.loader.dropped': '加载器不声不响地丢弃它：一边只有 {side} px，小于 {minimum} px（{version}）。',
    'chain.loader.not-in-window': '没有窗口保留它：任何一个窗口最多只含其面积的 {percent} %，而要求是 70 %。',
    'chain.loader.split-crash': '切图因 {error} 中止：Shapely 不接受该多边形。',
    'chain.loader.crash': '加载时因 {error} 中止。',
    'chain.loader.hang': '角度归一化的循环永不结束。',
    'chain.loader.difficult': '不参与训练：难度 {difficulty} 大于 100。',
    'chain.loader.pipelines':
      '0.3.4：{older, select, kept {保留} dropped {丢弃} other {到不了这一步}}；0.3.4 加 PolyRandomRotate：{olderRotated, select, kept {保留} dropped {丢弃} other {到不了这一步}}；1.0.0rc1：{newer, select, kept {保留} dropped {丢弃} other {到不了这一步}}；1.x 加 FilterAnnotations(0.01)：{newerFiltered, select, kept {保留} dropped {丢弃} other {到不了这一步}}；加 FilterAnnotations(2)：{newerFiltered2, select, kept {保留} dropped {丢弃} other {到不了这一步}}。',
    'chain.resize.unchanged': '图像以 {width} × {height} px 训练，框的大小不变。',
    'chain.resize.scaled': '图像缩放 {scale} 倍，变为 {width} × {height} px：cx、cy、w、h = {box}。',
    'chain.match.positive':
      '{of} 个锚框中有 {anchors} 个的 IoU 达到 {threshold}；最好的为 {iou}：{box}，角度 {degrees}°，步长 {stride}。',
    'chain.match.forced':
      '{of} 个锚框中没有一个的 IoU 达到 {threshold}；最好的 {anchors} 个只有 {iou}，仍被强制作为正样本：{box}，角度 {degrees}°，步长 {stride}。',
    'chain.match.every-anchor':
      '与全部 {of} 个锚框的 IoU 都是 0，而这就是最大值，于是全部成为正样本，第一个是 {box}，角度 {degrees}°。',
    'chain.match.ignored': '与全部 {of} 个锚框的 IoU 都是 NaN：所有锚框都被忽略。',
    'chain.match.none': '{of} 个锚框中没有正样本：最高 IoU 为 {iou}，而至少需要 {lowest}。',
    'chain.match.own-proposal':
      '目标自身加入候选框，成为约 {positives} 个正样本之一，从中采样 128 个：{box}，角度 {degrees}°。',
    'chain.target.delta':
      'dx、dy、dw、dh、dθ = {target}{undecodable, select, true {；某一边超出任何解码器的范围} other {}}。',
    'chain.target.midpoint-offset':
      'dx、dy、dw、dh、dα、dβ = {target}{undecodable, select, true {；某一边超出任何解码器的范围} other {}}。',
    'chain.loss.smooth-l1': 'SmoothL1（β = {beta}），预测为 0 时：{loss}。',
    'chain.loss.l1': 'L1，预测为 0 时：{loss}。',
    'chain.gradient.finite': '按目标分量：{gradient}。',
    'chain.gradient.nan':
      '按目标分量：{gradient}。SmoothL1 中未被选中的分支回传 0 乘以 Infinity，或 NaN，两者都是 NaN。',
    'chain.clip.finite': '范数 {norm}，上限 {maxNorm}：梯度乘以 {factor}。',
    'chain.clip.nan': '全部梯度的范数为 NaN：裁剪到 {maxNorm} 会把每个梯度都乘以 NaN。',
    'chain.weights.lost':
      '这一步使所有权重永远变为 NaN。{percent, plural, =100 {第 1 轮首次遇到该图像时就会发生。} other {每轮发生的概率为 {percent} %，预计到第 {epoch} 轮发生。}}',
    'chain.weights.spared': '图像中的其他目标抢走了锚框：权重保持有限。',
    'chain.weights.updated': '权重按有限的步长更新。',
    'chain.weights.untouched': '没有任何预测对应该框，因此不影响权重。',
  },
);
