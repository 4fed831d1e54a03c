/* A z-buffer rasteriser with one sun, a sky, a mirror of the surroundings, and the shadow on the ground.
   gcc -O3 -march=native -shared -fPIC rasteriser.c -o rasteriser.so -lm */
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    float colour[3];          /* linear, BGR */
    float specular, gloss;    /* 0..1; exponent */
    float opacity;            /* 0..1 */
    int width, height;        /* of the texture, 0 without one */
    int channels;             /* of the texture: 3, or 4 with alpha */
    int smooth;               /* whether the texture is read between its texels, and its alpha by spread thresholds */
    const unsigned char *texture;   /* sRGB, BGR or BGRA; rows from the top, v from the bottom */
} Material;

typedef struct {
    float sun[3], sun_colour[3];    /* towards the sun; linear */
    float up[3], sky[3], ground[3];
    float shine, reflection;        /* of highlights; of the surroundings */
    const float *surroundings;      /* linear, latitude by longitude, BGR */
    int width, height;
} Light;

typedef struct {
    float position[3], normal[3], uv[2];
} Vertex;

typedef struct {
    float x[3], y[3], z[3], inverse_area;
    int left, right, top, bottom;
} Triangle;

static float largest(float a, float b, float c) { return fmaxf(a, fmaxf(b, c)); }
static float smallest(float a, float b, float c) { return fminf(a, fminf(b, c)); }
static float dot(const float *a, const float *b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

static void normalise(float *v) {
    float length = sqrtf(dot(v, v)) + 1e-9f;
    for (int k = 0; k < 3; k++) v[k] /= length;
}

/* Projects; 0 where nothing of it is seen. */
static int project(const float *corners, int stride, float focal, int side, Triangle *t) {
    for (int k = 0; k < 3; k++) {
        const float *p = corners + k * stride;
        if (p[2] < 0.05f) return 0;
        t->z[k] = p[2];
        t->x[k] = (p[0] / p[2] * focal * 0.5f + 0.5f) * side;
        t->y[k] = (0.5f - p[1] / p[2] * focal * 0.5f) * side;
    }
    float area = (t->x[1] - t->x[0]) * (t->y[2] - t->y[0]) - (t->x[2] - t->x[0]) * (t->y[1] - t->y[0]);
    if (fabsf(area) < 1e-9f) return 0;
    t->inverse_area = 1 / area;
    t->left = (int)fmaxf(0, smallest(t->x[0], t->x[1], t->x[2]));
    t->top = (int)fmaxf(0, smallest(t->y[0], t->y[1], t->y[2]));
    t->right = (int)fminf(side - 1, largest(t->x[0], t->x[1], t->x[2]));
    t->bottom = (int)fminf(side - 1, largest(t->y[0], t->y[1], t->y[2]));
    return t->left <= t->right && t->top <= t->bottom;
}

/* Barycentric weights of a pixel's centre; 0 outside. */
static int inside(const Triangle *t, int x, int y, float *w) {
    float px = x + 0.5f, py = y + 0.5f;
    w[0] = ((t->x[1] - px) * (t->y[2] - py) - (t->x[2] - px) * (t->y[1] - py)) * t->inverse_area;
    w[1] = ((t->x[2] - px) * (t->y[0] - py) - (t->x[0] - px) * (t->y[2] - py)) * t->inverse_area;
    w[2] = 1 - w[0] - w[1];
    return w[0] >= 0 && w[1] >= 0 && w[2] >= 0;
}

static const unsigned char *texel_at(const Material *m, const float *uv) {
    int x = (int)((uv[0] - floorf(uv[0])) * m->width), y = (int)((1 - (uv[1] - floorf(uv[1]))) * m->height);
    x = x >= m->width ? m->width - 1 : x;
    y = y >= m->height ? m->height - 1 : y < 0 ? 0 : y;
    return m->texture + m->channels * ((size_t)y * m->width + x);
}

static int wrapped(int place, int size) { return (place % size + size) % size; }

/* sRGB and alpha, 0..1, between the four nearest texels; colours count by their alpha, for clear texels have none. */
static void blended(const Material *m, const float *uv, float *out) {
    float x = uv[0] * m->width - 0.5f, y = (1 - uv[1]) * m->height - 0.5f;
    int left = (int)floorf(x), top = (int)floorf(y);
    float across = x - left, down = y - top, sum[4] = {0, 0, 0, 0}, plain[3] = {0, 0, 0};
    for (int k = 0; k < 4; k++) {
        float share = (k & 1 ? across : 1 - across) * (k & 2 ? down : 1 - down);
        size_t place = (size_t)wrapped(top + (k >> 1), m->height) * m->width + wrapped(left + (k & 1), m->width);
        const unsigned char *texel = m->texture + m->channels * place;
        int alpha = m->channels == 4 ? texel[3] : 255;
        for (int c = 0; c < 3; c++) sum[c] += share * alpha * texel[c];
        for (int c = 0; c < 3; c++) plain[c] += share * texel[c];
        sum[3] += share * alpha;
    }
    for (int c = 0; c < 3; c++) out[c] = (sum[3] > 1e-3f ? sum[c] / sum[3] : plain[c]) / 255;
    out[3] = sum[3] / 255;
}

/* The thresholds of a pixel's samples are evenly spread over 0..1, so that a strand of hair has a clean edge, and turned by
   chance for each triangle, so that layers cover each other as independent ones do. */
static int is_shown(float alpha, int x, int y, int finer, unsigned triangle) {
    unsigned count = finer * finer, order = ((x % finer) * finer + y % finer) * 7 % count;
    unsigned hash = (x / finer) * 73856093u ^ (y / finer) * 19349663u ^ triangle * 83492791u;
    hash = (hash ^ (hash >> 16)) * 0x7feb352du;
    hash = (hash ^ (hash >> 15)) * 0x846ca68bu;
    hash ^= hash >> 16;
    float threshold = (order + 0.5f) / count + hash / 4294967296.0f;
    return alpha > threshold - floorf(threshold);
}

static void surface_colour(const Material *m, const float *uv, float *out) {
    memcpy(out, m->colour, 3 * sizeof(float));
    if (!m->texture) return;
    if (m->smooth) {
        float between[4];
        blended(m, uv, between);
        for (int k = 0; k < 3; k++) out[k] = powf(between[k], 2.2f);
        return;
    }
    const unsigned char *texel = texel_at(m, uv);
    for (int k = 0; k < 3; k++) out[k] = powf(texel[k] / 255.0f, 2.2f);
}

/* A sample is there with the texture's alpha for its chance, so that many samples cover a pixel in part. */
static int is_hole(const Material *m, const float *uv, int x, int y, float depth, int finer, unsigned triangle) {
    if (!m->texture || m->channels < 4) return 0;
    if (m->smooth) {
        float between[4];
        blended(m, uv, between);
        return !is_shown(between[3], x, y, finer, triangle);
    }
    unsigned int bits;
    memcpy(&bits, &depth, sizeof bits);
    bits ^= (unsigned int)x * 2654435761u ^ (unsigned int)y * 2246822519u;
    bits = (bits ^ (bits >> 15)) * 2246822519u;
    bits = (bits ^ (bits >> 13)) * 3266489917u;
    return texel_at(m, uv)[3] <= ((bits ^ (bits >> 16)) & 255) * 0.996f;
}

static void mirrored(const Light *light, const float *direction, float *out) {
    float height = fmaxf(-1, fminf(1, dot(direction, light->up)));
    int x = (int)((atan2f(direction[0], direction[2]) / 6.2831853f + 0.5f) * light->width) % light->width;
    int y = (int)((0.5f - asinf(height) / 3.1415927f) * (light->height - 1));
    memcpy(out, light->surroundings + 3 * ((size_t)y * light->width + x), 3 * sizeof(float));
}

/* sRGB of a point of a surface seen from the origin. */
static void shade(const Material *m, const Light *light, const float *at, float *out) {
    float normal[3] = {at[3], at[4], at[5]}, eye[3] = {-at[0], -at[1], -at[2]}, base[3];
    normalise(normal);
    normalise(eye);
    float facing = dot(normal, eye);
    if (facing < 0) {
        for (int k = 0; k < 3; k++) normal[k] = -normal[k];
        facing = -facing;
    }
    surface_colour(m, at + 6, base);
    float lit = fmaxf(0, dot(normal, light->sun)), above = 0.5f + 0.5f * dot(normal, light->up);
    float half[3], bounce[3], seen[3] = {0, 0, 0};
    for (int k = 0; k < 3; k++) half[k] = light->sun[k] + eye[k];
    for (int k = 0; k < 3; k++) bounce[k] = 2 * facing * normal[k] - eye[k];
    normalise(half);
    float highlight = powf(fmaxf(0, dot(normal, half)), m->gloss) * m->specular * light->shine * 2;
    float rim = powf(1 - facing, 5) * 0.6f + 0.06f;     /* Schlick's approximation of Fresnel's law */
    if (light->surroundings && m->specular > 0.02f) mirrored(light, bounce, seen);
    for (int k = 0; k < 3; k++) {
        float light_here = light->sun_colour[k] * lit + light->ground[k] * (1 - above) + light->sky[k] * above;
        float value = base[k] * light_here + highlight * light->sun_colour[k]
            + seen[k] * light->reflection * (rim + 0.35f * m->specular);
        out[k] = powf(fminf(1, value), 1 / 2.2f);
    }
}

static void interpolate(const Vertex *v, const Triangle *t, const float *w, float depth, float *out) {
    for (int k = 0; k < 8; k++) out[k] = 0;
    for (int corner = 0; corner < 3; corner++) {
        const float *values = (const float *)(v + corner);
        float weight = w[corner] / t->z[corner] * depth;
        for (int k = 0; k < 8; k++) out[k] += weight * values[k];
    }
}

static void draw(const Vertex *v, const Material *m, const Light *light, float focal, int side, int finer, unsigned triangle,
                 float *depths, float *picture) {
    Triangle t;
    float w[3], at[8], colour[3];
    if (!project((const float *)v, 8, focal, side, &t)) return;
    for (int y = t.top; y <= t.bottom; y++)
        for (int x = t.left; x <= t.right; x++) {
            size_t place = (size_t)y * side + x;
            if (!inside(&t, x, y, w)) continue;
            float depth = 1 / (w[0] / t.z[0] + w[1] / t.z[1] + w[2] / t.z[2]);
            if (depth >= depths[place]) continue;
            interpolate(v, &t, w, depth, at);
            if (is_hole(m, at + 6, x, y, depth, finer, triangle)) continue;
            depths[place] = depth;
            shade(m, light, at, colour);
            /* Glass belongs to the object: what shows through it is left dark here. */
            float opacity = fmaxf(0.25f, m->opacity), *pixel = picture + 4 * place;
            for (int k = 0; k < 3; k++) pixel[k] = colour[k] * opacity + pixel[k] * (1 - opacity);
            pixel[3] = 1;
        }
}

static void darken(const float *corners, float focal, int side, float *shadow) {
    Triangle t;
    float w[3];
    if (!project(corners, 3, focal, side, &t)) return;
    for (int y = t.top; y <= t.bottom; y++)
        for (int x = t.left; x <= t.right; x++)
            if (inside(&t, x, y, w)) shadow[(size_t)y * side + x] = 1;
}

static void reduce(const float *from, int channels, int side, int finer, float *to, int stride) {
    int wide = side * finer;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            for (int k = 0; k < channels; k++) {
                float sum = 0;
                for (int j = 0; j < finer * finer; j++)
                    sum += from[channels * ((size_t)(y * finer + j / finer) * wide + x * finer + j % finer) + k];
                to[(size_t)stride * ((size_t)y * side + x) + k] = sum / (finer * finer);
            }
}

/* vertices: 3 a triangle, seen from the origin along z; shadows: the same corners thrown on the ground, 3 floats each.
   out: side x side x 5: colours times alpha, alpha, shadow. Returns 0 where memory is short. */
int render(const Vertex *vertices, const int *materials, int triangles, const Material *of, const Light *light, float focal,
           int side, int finer, const float *shadows, float *out) {
    int wide = side * finer;
    size_t pixels = (size_t)wide * wide;
    float *depths = malloc(pixels * sizeof(float)), *picture = calloc(4 * pixels, sizeof(float));
    float *shadow = calloc(pixels, sizeof(float));
    int enough = depths && picture && shadow;
    if (enough) {
        for (size_t i = 0; i < pixels; i++) depths[i] = 1e30f;
        for (int i = 0; i < triangles; i++) darken(shadows + 9 * (size_t)i, focal, wide, shadow);
        for (int glass = 0; glass < 2; glass++)
            for (int i = 0; i < triangles; i++)
                if ((of[materials[i]].opacity < 0.98f) == glass)
                    draw(vertices + 3 * (size_t)i, of + materials[i], light, focal, wide, finer, i, depths, picture);
        reduce(picture, 4, side, finer, out, 5);
        reduce(shadow, 1, side, finer, out + 4, 5);
    }
    free(depths);
    free(picture);
    free(shadow);
    return enough;
}
